package dev.weft.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HousekeepingTest {
    private final AtomicInteger steps = new AtomicInteger();

    private Future<Integer> ended(int holds) {
        steps.incrementAndGet();
        return Future.succeededFuture(holds);
    }

    @Test
    void aFullStepIsFollowedAtOnce() {
        assertThat(Housekeeping.expire(() -> ended(steps.get() < 3 ? StockSql.EXPIRED : 7))
                        .result())
                .isEqualTo(3 * StockSql.EXPIRED + 7);
        assertThat(steps).hasValue(4);
    }

    @Test
    void othersHaveTheirTurnWhereThereIsNoEnd() {
        assertThat(Housekeeping.expire(() -> ended(StockSql.EXPIRED)).result()).isEqualTo(20 * StockSql.EXPIRED);
        assertThat(steps).hasValue(20);
    }

    @Test
    void aStepThatFailsIsNotFollowed() {
        Future<Integer> failed = Housekeeping.expire(
                () -> ended(StockSql.EXPIRED).compose(all -> steps.get() < 2 ? Future.succeededFuture(all) : dark()));
        assertThat(failed.cause()).hasMessage("dark");
        assertThat(steps).hasValue(2);
    }

    private static Future<Integer> dark() {
        return Future.failedFuture("dark");
    }
}
