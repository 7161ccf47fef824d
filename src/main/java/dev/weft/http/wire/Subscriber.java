package dev.weft.http.wire;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Whom an address counts for. One of IPv4 counts for itself. Of IPv6 every subscriber has at least 64 bits of addresses to himself (RFC
 * 4291, 2.5.4; RFC 6177) and may write from another one each time, so that its network counts, the first 64 bits. An IPv4 address inside
 * IPv6 ({@code ::ffff:192.0.2.1}) is the IPv4 address: otherwise all of them would be one network. Pure.
 */
public final class Subscriber {
    private static final int NETWORK = 8;
    private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

    private Subscriber() {}

    /** By an address in digits, with or without a zone; what is none counts for itself. */
    public static String of(String address) {
        int zone = address.indexOf('%');
        byte @Nullable [] bytes =
                NetUtil.createByteArrayFromIpAddressString(zone < 0 ? address : address.substring(0, zone));
        return bytes == null ? address : of(bytes);
    }

    static String of(InetAddress address) {
        return of(address.getAddress());
    }

    private static String of(byte[] address) {
        if (address.length != 16) {
            return NetUtil.bytesToIpAddress(address);
        }
        if (Arrays.equals(address, 0, MAPPED.length, MAPPED, 0, MAPPED.length)) {
            return NetUtil.bytesToIpAddress(Arrays.copyOfRange(address, MAPPED.length, 16));
        }
        return HexFormat.of().formatHex(address, 0, NETWORK) + "/64";
    }
}
