package dev.weft.http.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.http.wire.WireCases.Case;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WireScannerTest {
    private static final int[] TEMPTING = {0, 9, 10, 11, 13, 32, 48, 58, 59, 95, 127, 160, 255};

    @Test
    void judgesARequestInPiecesLikeTheWhole() {
        Random random = new Random(42);
        for (Case it : WireCases.all()) {
            int whole = new WireScanner().scan(it.bytes(), 0, it.bytes().length);
            for (int round = 0; round < 20; round++) {
                assertThat(inPieces(it.bytes(), random)).as(it.why()).isEqualTo(whole);
            }
        }
    }

    @Test
    void judgesDamagedRequestsInPiecesLikeTheWhole() {
        Random random = new Random(43);
        for (Case it : WireCases.all()) {
            for (int round = 0; round < 30; round++) {
                byte[] damaged = it.bytes().clone();
                damaged[random.nextInt(damaged.length)] = (byte) TEMPTING[random.nextInt(TEMPTING.length)];
                int whole = new WireScanner().scan(damaged, 0, damaged.length);
                assertThat(inPieces(damaged, random)).as(it.why()).isEqualTo(whole);
            }
        }
    }

    @Test
    void isIdleExactlyAfterEachWholeRequest() {
        byte[] two =
                bytes("POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX: y\r\n\r\n"
                        + "POST /b HTTP/1.1\r\nContent-Length: 2\r\n\r\nab");
        int first = two.length - "POST /b HTTP/1.1\r\nContent-Length: 2\r\n\r\nab".length();
        WireScanner scanner = new WireScanner();
        for (int i = 0; i < two.length; i++) {
            assertThat(scanner.scan(two, i, i + 1)).isEqualTo(i + 1);
            assertThat(scanner.idle()).as("after byte " + i).isEqualTo(i + 1 == first || i + 1 == two.length);
        }
    }

    @Test
    void tellsWhereTheLastRequestBegan() {
        byte[] two = bytes("GET /a HTTP/1.1\r\n\r\nGET /b HTTP/1.1\r\nX");
        WireScanner scanner = new WireScanner();
        assertThat(scanner.scan(two, 0, two.length)).isEqualTo(two.length);
        assertThat(scanner.requestStart()).isEqualTo("GET /a HTTP/1.1\r\n\r\n".length());
        assertThat(scanner.inHead()).isTrue();
        scanner.scan(bytes(": y\r\n"), 0, 5);
        assertThat(scanner.requestStart()).isEqualTo(-1);
    }

    private static int inPieces(byte[] bytes, Random random) {
        WireScanner scanner = new WireScanner();
        int at = 0;
        while (at < bytes.length) {
            int to = Math.min(bytes.length, at + 1 + random.nextInt(40));
            int stop = scanner.scan(bytes, at, to);
            if (stop < to) {
                return stop;
            }
            at = to;
        }
        return at;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
