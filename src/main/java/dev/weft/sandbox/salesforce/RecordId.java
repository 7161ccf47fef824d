package dev.weft.sandbox.salesforce;

import dev.weft.sandbox.data.Digits;
import java.util.OptionalInt;

/**
 * Salesforce's record ids: fifteen characters where letter case matters, and three more that repeat the case of the first
 * fifteen for systems that lose it. Ours carry the number of what they stand for in the last nine of the fifteen.
 */
final class RecordId {

    private static final String SUFFIX = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

    private RecordId() {}

    /** @param prefix three characters that tell the object: 003 for a contact */
    static String of(String prefix, int number) {
        String fifteen = prefix + "Wf0" + Digits.padded(number, 9);
        StringBuilder id = new StringBuilder(fifteen);
        for (int block = 0; block < 3; block++) {
            int bits = 0;
            for (int i = 0; i < 5; i++) {
                bits |= Character.isUpperCase(fifteen.charAt(block * 5 + i)) ? 1 << i : 0;
            }
            id.append(SUFFIX.charAt(bits));
        }
        return id.toString();
    }

    /** The number in an id of fifteen or eighteen characters with this prefix. */
    static OptionalInt number(String prefix, String id) {
        boolean ours = id.matches(prefix + "Wf0[0-9]{9}([A-Z0-9]{3})?");
        return ours ? OptionalInt.of(Integer.parseInt(id.substring(6, 15))) : OptionalInt.empty();
    }
}
