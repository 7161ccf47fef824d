package dev.weft.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kernel.Deadline;
import dev.weft.kernel.Market;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Sku;
import dev.weft.kernel.TraceContext;
import dev.weft.testing.ManualClock;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How old stock may be that is promised from, and how soon what ran out is asked for again. */
class RanOutTest {
    private static final Sku SHOE = new Sku("SHOE");
    private static final Market MARKET = new Market("shop", "", Currency.getInstance("EUR"));

    private final ManualClock clock = new ManualClock();
    private final List<Set<Sku>> reads = new ArrayList<>();
    private final Availability stock = new Availability(
            new Fed(),
            (skus, market, context) -> {
                reads.add(skus);
                return Future.succeededFuture(Map.of(SHOE, Map.of("hamburg", 5L)));
            },
            Duration.ofSeconds(10),
            place -> 0,
            clock);

    private void wanted() {
        RequestContext context =
                new RequestContext("r", TraceContext.create(false), Deadline.after(Duration.ofSeconds(1), clock));
        assertThat(stock.ensure(List.of(SHOE), MARKET, context).succeeded()).isTrue();
    }

    @Test
    void isReadAgainWhenItIsTooOld() {
        wanted();
        clock.pass(Duration.ofMillis(9_999));
        wanted();
        assertThat(reads).hasSize(1);
        clock.pass(Duration.ofMillis(1));
        wanted();
        assertThat(reads).hasSize(2);
    }

    @Test
    void whatRanOutIsReadAgainAfterASecondAndNotSooner() {
        wanted();
        stock.ranOut(Set.of(SHOE), MARKET);
        clock.pass(Duration.ofMillis(999));
        wanted();
        assertThat(reads).hasSize(1);
        clock.pass(Duration.ofMillis(1));
        wanted();
        assertThat(reads).hasSize(2);
    }

    @Test
    void whatIsBackIsReadAsSeldomAsEverythingElse() {
        wanted();
        stock.ranOut(Set.of(SHOE), MARKET);
        clock.pass(Duration.ofSeconds(1));
        wanted();
        clock.pass(Duration.ofSeconds(9));
        wanted();
        assertThat(reads).hasSize(2);
    }

    /** Takes levels in and holds nothing. */
    private static final class Fed implements StockStore {
        @Override
        public Future<Void> feed(List<Level> levels) {
            return Future.succeededFuture();
        }

        @Override
        public Future<Map<Sku, List<Position>>> positions(Collection<Sku> skus) {
            return Future.succeededFuture(Map.of());
        }

        @Override
        public Future<Instant> now() {
            return Future.succeededFuture(Instant.EPOCH);
        }

        @Override
        public Future<Held> hold(Hold hold) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Future<Boolean> release(String site, String shopper, String id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Future<Optional<Reservation>> find(String site, String shopper, String id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Future<Integer> expire() {
            throw new UnsupportedOperationException();
        }
    }
}
