package dev.weft.http;

import io.netty.util.NetUtil;

/**
 * A block of addresses, as CIDR writes it. An IPv4 address inside IPv6 ({@code ::ffff:10.0.0.1}) is the IPv4 address.
 *
 * @param bits how many leading bits count
 */
@SuppressWarnings("ArrayRecordComponent") // never handed out, never compared
record Network(byte[] address, int bits) {
    private static final byte[] NONE = {};

    static Network parse(String text) {
        int slash = text.indexOf('/');
        byte[] address = bytes(slash < 0 ? text : text.substring(0, slash));
        int most = address.length * 8;
        int bits = slash < 0 ? most : number(text.substring(slash + 1));
        if (address.length == 0 || bits < 0 || bits > most) {
            throw new IllegalArgumentException(
                    "network: " + text + " (expected: an address, or a block such as 10.0.0.0/8 or fd00::/8)");
        }
        return new Network(address, bits);
    }

    /** The bytes of an address in digits; none where it is not one. Names are never looked up. */
    static byte[] bytes(String text) {
        if (text.isEmpty() || text.indexOf('%') >= 0) {
            return NONE;
        }
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
        if (bytes == null) {
            return NONE;
        }
        return isMapped(bytes) ? java.util.Arrays.copyOfRange(bytes, 12, 16) : bytes;
    }

    boolean holds(byte[] other) {
        if (other.length != address.length) {
            return false;
        }
        int whole = bits / 8;
        for (int i = 0; i < whole; i++) {
            if (address[i] != other[i]) {
                return false;
            }
        }
        int rest = bits % 8;
        int mask = 0xff << 8 - rest & 0xff;
        return rest == 0 || (address[whole] & mask) == (other[whole] & mask);
    }

    private static boolean isMapped(byte[] bytes) {
        if (bytes.length != 16 || bytes[10] != -1 || bytes[11] != -1) {
            return false;
        }
        for (int i = 0; i < 10; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static int number(String digits) {
        return digits.matches("[0-9]{1,3}") ? Integer.parseInt(digits) : -1;
    }
}
