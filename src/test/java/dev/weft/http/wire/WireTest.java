package dev.weft.http.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.http.wire.GuardedServer.Answer;
import dev.weft.http.wire.WireCases.Case;
import io.vertx.core.http.HttpServerOptions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every pair of {@code wire/requests.txt} against a real server, sent at once and in the smallest pieces. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("WireTest")
class WireTest {
    private static GuardedServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new GuardedServer(WireLimits.DEFAULT, new HttpServerOptions());
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void hasAtLeast150Pairs() {
        List<Case> all = cases();
        assertThat(all.stream().filter(Case::good).count()).isGreaterThanOrEqualTo(150);
        for (int i = 0; i < all.size(); i += 2) {
            assertThat(all.get(i).good()).as(all.get(i).why()).isFalse();
            assertThat(all.get(i + 1).good()).as(all.get(i).why()).isTrue();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void atOnce(Case it) throws Exception {
        int before = server.seen();
        Answer answer = server.send(it.bytes(), it.bytes().length, it.good() ? it.reach() : 0);
        assertThat(server.seen() - before)
                .as("requests seen; answer: %s", answer.text())
                .isEqualTo(it.reach());
        assertThat(answer.count(200)).isEqualTo(it.reach());
        if (!it.good()) {
            assertThat(answer.count(it.status())).as(answer.text()).isEqualTo(1);
            assertThat(answer.closed()).isTrue();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void byteByByte(Case it) throws Exception {
        int before = server.seen();
        int piece = it.bytes().length > 1000 ? 997 : 1;
        Answer answer = server.send(it.bytes(), piece, it.good() ? it.reach() : 0);
        if (it.good()) {
            assertThat(answer.count(200)).isEqualTo(it.reach());
        } else {
            assertThat(answer.closed()).isTrue();
        }
        assertThat(server.seen() - before)
                .as("requests seen; answer: %s", answer.text())
                .isEqualTo(it.reach());
    }

    static List<Case> cases() {
        return WireCases.all();
    }
}
