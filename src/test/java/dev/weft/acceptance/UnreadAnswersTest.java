package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** Clients that ask for much and read nothing hold next to nothing of it in the gateway, and get all of it once they do read. */
@Isolated
class UnreadAnswersTest {
    private static final int CLIENTS = 40;
    private static final int EACH = 8;
    private static final String LARGE = "/docs/swagger-ui-bundle.js";
    /** One such answer is 1.7 MB. */
    private static final long HELD_BY_ONE = 100_000;

    @RegisterExtension
    static final RunningWeft WEFT = RunningWeft.standard();

    @Test
    void answersThatNobodyReadsAreNotKept() throws IOException {
        String once = "GET " + LARGE + " HTTP/1.1\r\nHost: 127.0.0.1:" + WEFT.port() + "\r\n\r\n";
        long body;
        try (KeptConnection connection = new KeptConnection(WEFT.port())) {
            Answer whole = connection.send("GET", LARGE, List.of(), new byte[0]);
            assertThat(whole.status()).isEqualTo(200);
            body = Long.parseLong(whole.header("content-length"));
        }
        assertThat(body).isGreaterThan(4 * HELD_BY_ONE);
        long before = used();
        List<Socket> clients = new ArrayList<>();
        try {
            for (int i = 0; i < CLIENTS; i++) {
                Socket client = new Socket();
                client.setReceiveBufferSize(4_096);
                client.setSoTimeout(10_000);
                client.connect(new InetSocketAddress("127.0.0.1", WEFT.port()));
                client.getOutputStream().write(once.repeat(EACH).getBytes(StandardCharsets.US_ASCII));
                clients.add(client);
            }
            for (Socket client : clients) { // each has been answered to, as far as it reads
                assertThat(client.getInputStream().read()).isEqualTo('H');
            }
            assertThat(used() - before).isLessThan(CLIENTS * HELD_BY_ONE);
            InputStream in = clients.get(0).getInputStream();
            long least = EACH * body;
            long read = 0;
            byte[] some = new byte[1 << 16];
            while (read < least) {
                int count = in.read(some);
                assertThat(count).as("after " + read + " of " + least).isPositive();
                read += count;
            }
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    /** Bytes on the heap and beside it. */
    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed()
                + ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                        .mapToLong(BufferPoolMXBean::getMemoryUsed)
                        .sum()
                + PlatformDependent.usedDirectMemory();
    }
}
