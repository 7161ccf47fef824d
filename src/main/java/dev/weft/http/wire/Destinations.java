package dev.weft.http.wire;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Which addresses this process never connects to, whatever name led there: those at which clouds keep credentials, link-local ones,
 * multicast, broadcast, and none at all. Private ranges are fine, because back offices live in them. An IPv4 address inside an IPv6 one
 * (mapped, compatible, NAT64, 6to4) counts as itself.
 */
public final class Destinations {
    private static final List<byte[]> METADATA = List.of(
            v4(100, 100, 100, 200), // Alibaba
            v4(168, 63, 129, 16), // Azure
            v4(192, 0, 0, 192), // Oracle
            v6(0xfd00, 0x0ec2, 0, 0, 0, 0, 0, 0x0254), // Amazon
            v6(0xfd20, 0x00ce, 0, 0, 0, 0, 0, 0x0254)); // Google
    private static final byte[] NAT64 = v6(0x64, 0xff9b, 0, 0, 0, 0, 0, 0);

    private Destinations() {}

    /** Why {@code address} is not connected to; empty where it may be. */
    public static Optional<String> refusal(InetAddress address) {
        byte[] bytes = unwrapped(address.getAddress());
        if (METADATA.stream().anyMatch(metadata -> Arrays.equals(metadata, bytes))) {
            return Optional.of("an address clouds keep credentials at");
        }
        return bytes.length == 4 ? refusal4(bytes) : refusal6(address);
    }

    private static Optional<String> refusal4(byte[] bytes) {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        if (first == 0) {
            return Optional.of("an unspecified address");
        }
        if (first == 169 && second == 254) {
            return Optional.of("a link-local address");
        }
        return first >= 224 ? Optional.of("a multicast, reserved or broadcast address") : Optional.empty();
    }

    private static Optional<String> refusal6(InetAddress address) {
        if (address.isAnyLocalAddress()) {
            return Optional.of("an unspecified address");
        }
        if (address.isLinkLocalAddress() || address.isSiteLocalAddress()) {
            return Optional.of("a link-local address");
        }
        return address.isMulticastAddress() ? Optional.of("a multicast address") : Optional.empty();
    }

    /** The IPv4 address within, or the bytes as they are. */
    private static byte[] unwrapped(byte[] bytes) {
        if (bytes.length == 4) {
            return bytes;
        }
        boolean zeros = zero(bytes, 0, 10);
        boolean mapped = zeros && (bytes[10] & 0xff) == 0xff && (bytes[11] & 0xff) == 0xff;
        boolean compatible = zero(bytes, 0, 12) && !zero(bytes, 12, 15);
        boolean nat64 = Arrays.equals(bytes, 0, 12, NAT64, 0, 12);
        if (mapped || compatible || nat64) {
            return Arrays.copyOfRange(bytes, 12, 16);
        }
        boolean sixToFour = bytes[0] == 0x20 && bytes[1] == 0x02;
        return sixToFour ? Arrays.copyOfRange(bytes, 2, 6) : bytes;
    }

    private static boolean zero(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static byte[] v4(int... parts) {
        byte[] bytes = new byte[4];
        for (int i = 0; i < 4; i++) {
            bytes[i] = (byte) parts[i];
        }
        return bytes;
    }

    private static byte[] v6(int... groups) {
        byte[] bytes = new byte[16];
        for (int i = 0; i < 8; i++) {
            bytes[2 * i] = (byte) (groups[i] >> 8);
            bytes[2 * i + 1] = (byte) groups[i];
        }
        return bytes;
    }
}
