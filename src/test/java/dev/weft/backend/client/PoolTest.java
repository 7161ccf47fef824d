package dev.weft.backend.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.kernel.Failure;
import dev.weft.resilience.Bulkhead;
import io.vertx.core.Future;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("PoolTest")
class PoolTest {
    private static final String OK = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";

    @Test
    void afterTenThousandTimeoutsThePoolIsWhatItWas() {
        try (Wire wire = new Wire()) {
            int port = wire.serve((socket, head) -> {
                if (head.contains("/ok")) {
                    socket.write(OK);
                }
            });
            BackendClient client = wire.client(port, new BackendAuth.None(), 100, 200);
            Bulkhead<?, ?> bulkhead = wire.bulkheads.get("erp");
            Map<Failure.Reason, Integer> ended = new EnumMap<>(Failure.Reason.class);
            int calls = 0;
            for (int i = 0; i < 20 || i < 400 && wire.requests.get() <= 500; i++) { // a busy machine sends few in time
                hang(wire, client, 100, ended); // each has a connection
                calls += 100;
            }
            for (int i = 0; i < 8; i++) {
                hang(wire, client, 1_000, ended); // most wait for one
                calls += 1_000;
            }
            assertThat(calls).isGreaterThanOrEqualTo(10_000);
            assertThat(ended).isEqualTo(Map.of(Failure.Reason.TIMEOUT, calls));
            assertThat(wire.requests.get())
                    .as("that went out before they timed out")
                    .isGreaterThan(500);
            assertThat(bulkhead.inFlight()).isZero();
            assertThat(bulkhead.waiting()).isZero();
            await().untilAsserted(() -> assertThat(wire.open.get()).isLessThanOrEqualTo(100));
            List<Future<BackendResponse>> fine = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                fine.add(wire.get(client, "/ok", 4_000));
            }
            Future.all(fine).await();
            assertThat(wire.open.get()).isBetween(1, 100);
        }
    }

    @Test
    void whoeverWaitsForAConnectionOfAFullPoolLeavesInTime() {
        try (Wire wire = new Wire()) {
            AtomicReference<NetSocket> asked = new AtomicReference<>();
            int port = wire.serve((socket, head) -> asked.set(socket));
            BackendClient client = wire.client(port, new BackendAuth.None(), 1, 50);
            Future<BackendResponse> holding = wire.get(client, "/held", 60_000);
            await().until(() -> asked.get() != null);
            List<Future<BackendResponse>> waiting = new ArrayList<>();
            for (int i = 0; i < 49; i++) {
                waiting.add(wire.get(client, "/hang", 50));
            }
            await().until(() -> waiting.stream().allMatch(Future::isComplete));
            assertThat(waiting)
                    .allSatisfy(one ->
                            assertThat(Failure.from(one.cause(), "?").reason()).isEqualTo(Failure.Reason.TIMEOUT));
            assertThat(holding.isComplete()).isFalse();
            asked.get().write(OK);
            assertThat(holding.await().ok()).isTrue();
            assertThat(wire.requests).hasValue(1);
        }
    }

    @Test
    void abandonedWaitersDoNotFillThePoolsQueue() {
        try (Wire wire = new Wire()) {
            int port = wire.serve((socket, head) -> {
                if (head.contains("/ok")) {
                    socket.write(OK);
                }
            });
            BackendClient client = wire.client(port, new BackendAuth.None(), 1, 20);
            Future<BackendResponse> holding = wire.get(client, "/hang", 3_000);
            await().until(() -> wire.requests.get() == 1);
            for (int round = 0; round < 4; round++) {
                List<Future<BackendResponse>> given = new ArrayList<>();
                for (int i = 0; i < 19; i++) {
                    given.add(wire.get(client, "/hang", 20));
                }
                await().pollInterval(Duration.ofMillis(5))
                        .until(() -> given.stream().allMatch(Future::isComplete));
            }
            Future<BackendResponse> patient = wire.get(client, "/ok", 20_000);
            assertThat(Wire.causeOf(holding)).isNotNull();
            assertThat(Wire.causeOf(patient)).isNull();
            assertThat(patient.result().ok()).isTrue();
        }
    }

    private static void hang(Wire wire, BackendClient client, int calls, Map<Failure.Reason, Integer> ended) {
        List<Future<BackendResponse>> hanging = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            hanging.add(wire.get(client, "/hang", 30));
        }
        for (Future<BackendResponse> one : hanging) {
            Throwable cause = Wire.causeOf(one);
            assertThat(cause).isNotNull();
            ended.merge(Failure.from(cause, "?").reason(), 1, Integer::sum);
        }
    }
}
