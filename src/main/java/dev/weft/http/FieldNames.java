package dev.weft.http;

import java.util.Collection;

/**
 * Names of header fields, in whatever letter case they are asked for. Asking allocates nothing: names are told apart by their length and
 * their first and last letters, and compared whole only where all three agree with one of ours. Immutable; safe from any thread.
 */
final class FieldNames {
    private final String[] table;

    FieldNames(Collection<String> names) {
        table = new String[Integer.highestOneBit(names.size() * 4 + 1) * 2];
        names.forEach(this::put);
    }

    boolean contains(String name) {
        if (name.isEmpty()) {
            return false;
        }
        for (int at = slot(name); table[at] != null; at = at + 1 & table.length - 1) {
            if (table[at].equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    private void put(String name) {
        if (!contains(name)) {
            int at = slot(name);
            while (table[at] != null) {
                at = at + 1 & table.length - 1;
            }
            table[at] = name;
        }
    }

    private int slot(String name) {
        int last = name.length() - 1;
        int mixed = (name.length() * 31 + (name.charAt(0) | 0x20)) * 31 + (name.charAt(last) | 0x20);
        return (mixed ^ mixed >>> 7) & table.length - 1;
    }
}
