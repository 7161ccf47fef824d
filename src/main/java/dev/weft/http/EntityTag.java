package dev.weft.http;

import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/** Validators of answers, and what a client says of those it knows (RFC 9110, 8.8.3 and 13.1.2). */
public final class EntityTag {
    private EntityTag() {}

    /**
     * A weak validator over the first {@code length} bytes: two 32-bit checksums, which the processor computes in a fraction of a
     * microsecond. It need only tell the versions of one address apart, not withstand an adversary.
     */
    public static String weak(byte[] body, int length) {
        return "W/\"" + checksums(body, length) + '"';
    }

    static String checksums(byte[] body, int length) {
        CRC32C one = new CRC32C();
        one.update(body, 0, length);
        CRC32 other = new CRC32();
        other.update(body, 0, length);
        return Long.toHexString(one.getValue() << 32 | other.getValue());
    }

    /** Whether If-None-Match, in {@code field}, names {@code etag}; compared weakly, as it wants to be. */
    public static boolean matches(String field, String etag) {
        if (field.equals(etag) || field.equals("*")) {
            return true;
        }
        String opaque = etag.startsWith("W/") ? etag.substring(2) : etag;
        for (String one : field.split(",", 64)) {
            String candidate = one.trim();
            if ((candidate.startsWith("W/") ? candidate.substring(2) : candidate).equals(opaque)) {
                return true;
            }
        }
        return false;
    }
}
