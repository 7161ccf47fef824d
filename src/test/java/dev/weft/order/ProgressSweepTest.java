package dev.weft.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kernel.Failure;
import dev.weft.kernel.RequestContext;
import dev.weft.outbox.Outcome;
import dev.weft.testing.ManualClock;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProgressSweepTest {
    private final ManualClock clock = new ManualClock();
    private final List<OrderRecord> open = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private final List<String> moved = new ArrayList<>();
    private boolean dark;

    private ProgressSweep sweep() {
        OneOrder store = new OneOrder(OrderDeliveriesTest.confirmed("W-00000000")) {
            @Override
            public Future<Void> progress(OrderId id, OrderRecord.Stage stage) {
                moved.add(id + " " + stage.code());
                return Future.succeededFuture();
            }
        };
        OpenOrders pages = (after, limit) -> Future.succeededFuture(open.stream()
                .filter(it -> it.order().id().value().compareTo(after) > 0)
                .limit(limit)
                .toList());
        return new ProgressSweep(
                Map.of("site", new Erp()), pages, store, Duration.ofMillis(500), Runnable::run, clock, clock);
    }

    private void open(int count) {
        IntStream.range(0, count).forEach(i -> open.add(OrderDeliveriesTest.confirmed(String.format("W-%08d", i))));
    }

    @Test
    void movesAllOpenOrdersOnOneQuestionAtATime() {
        open(120);
        ProgressSweep sweep = sweep();
        sweep.start();
        clock.pass(Duration.ofSeconds(30));
        assertThat(asked).hasSizeBetween(57, 61);
        clock.pass(Duration.ofSeconds(35));
        assertThat(moved).hasSize(120).doesNotHaveDuplicates().first().isEqualTo("W-00000000 shipped");
        sweep.stop();
        int before = asked.size();
        clock.pass(Duration.ofMinutes(5));
        assertThat(asked).hasSize(before);
    }

    @Test
    void restsAfterARoundAndBeginsAnew() {
        open(1);
        sweep().start();
        clock.pass(Duration.ofSeconds(29));
        assertThat(asked).hasSize(1);
        clock.pass(Duration.ofSeconds(4));
        assertThat(asked).hasSize(2);
    }

    @Test
    void anErpThatDoesNotAnswerIsLeftAlone() {
        open(100);
        dark = true;
        sweep().start();
        clock.pass(Duration.ofSeconds(60));
        assertThat(asked.size()).isBetween(5, 7);
        assertThat(moved).isEmpty();
    }

    private final class Erp implements OrderSink {
        @Override
        public Future<Optional<Fulfilment>> status(Order order, String number, RequestContext context) {
            asked.add(order.id().value());
            return dark
                    ? Future.failedFuture(
                            Failure.of(Failure.Reason.TIMEOUT, "erp", "late").asException())
                    : Future.succeededFuture(Optional.of(new Fulfilment(OrderRecord.Stage.SHIPPED, List.of())));
        }

        @Override
        public Future<Outcome> create(Order order, Person person, RequestContext context) {
            return unused();
        }

        @Override
        public Future<Outcome> findOrder(Order order, RequestContext context) {
            return unused();
        }

        @Override
        public Future<Outcome> cancel(Order order, String number, RequestContext context) {
            return unused();
        }

        @Override
        public Future<Outcome> findCancel(Order order, String number, RequestContext context) {
            return unused();
        }

        @Override
        public Future<Outcome> refund(Order order, String number, Refund refund, RequestContext context) {
            return unused();
        }

        @Override
        public Future<Outcome> findRefund(Order order, String number, Refund refund, RequestContext context) {
            return unused();
        }

        @Override
        public Future<List<String>> liveOrders(Order order, RequestContext context) {
            return unused();
        }

        @Override
        public Future<List<String>> liveRefunds(Order order, Refund refund, RequestContext context) {
            return unused();
        }

        @Override
        public Duration lag() {
            return Duration.ZERO;
        }

        private <T> Future<T> unused() {
            return Future.failedFuture(new UnsupportedOperationException("not asked for"));
        }
    }
}
