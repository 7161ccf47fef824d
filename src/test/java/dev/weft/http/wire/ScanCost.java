package dev.weft.http.wire;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Prints what scanning a usual storefront request costs in processor time. Run by hand. */
final class ScanCost {
    private ScanCost() {}

    public static void main(String[] args) {
        byte[] request = ("GET /v1/products/25518447M?site=WeftEU&locale=de-DE HTTP/1.1\r\nHost: api.weft.test\r\n"
                        + "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36\r\n"
                        + "Accept: application/json\r\nAccept-Encoding: gzip, deflate, br\r\nAccept-Language: de-DE\r\n"
                        + "Authorization: Bearer " + "A".repeat(700) + "\r\nConnection: keep-alive\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        WireScanner scanner = new WireScanner();
        byte[] scratch = new byte[16 * 1024];
        for (int round = 0; round < 6; round++) {
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            int calls = 1_000_000;
            long stops = 0;
            for (int i = 0; i < calls; i++) {
                System.arraycopy(request, 0, scratch, 0, request.length);
                stops += scanner.scan(scratch, 0, request.length);
            }
            long spent = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
            System.out.println(String.format(
                    Locale.ROOT, "%d bytes, us %.3f (%d)", request.length, spent / 1000.0 / calls, stops));
        }
    }
}
