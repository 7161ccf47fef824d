package dev.weft.store;

import dev.weft.journey.BasketStore;
import dev.weft.order.OrderEntries;
import io.vertx.core.Future;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends reservations whose time is over, every second, and removes what nobody needs any more, in steps small enough that no order waits for
 * one: answers to old keys, finished entries, ended reservations and promises, baskets nobody touches. What says how an open order's points were booked stays as
 * long as the order may be cancelled. Orders, refunds, journals and the audit trail stay. Looks for entries that a clock that was set back
 * keeps from being sent, too.
 */
final class Housekeeping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final int STEP = 500;
    private static final long EVERY_SECONDS = 5;
    private static final long SOON_MILLIS = 100;

    /** So many steps follow each other at once before others have their turn. */
    private static final int IN_A_ROW = 20;

    private final Writer writer;
    private final Duration keys;
    private final Duration done;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(Threads.named("weft-store-keep"));

    Housekeeping(Writer writer, StoreSettings settings) {
        this.writer = writer;
        this.keys = settings.keys();
        this.done = settings.done();
    }

    void start(StockSql stock, BasketStore baskets) {
        clock.scheduleWithFixedDelay(stock::count, 1, EVERY_SECONDS, TimeUnit.SECONDS);
        later(new Chore(() -> expire(stock::expire), IN_A_ROW * StockSql.EXPIRED, 1));
        later(new Chore(() -> tidy(writer, keys, done), STEP, EVERY_SECONDS));
        later(new Chore(() -> baskets.forget(BasketStore.KEPT, STEP), STEP, EVERY_SECONDS));
        later(new Chore(() -> writer.submit(SetBack::bringNear), SetBack.STEP, EVERY_SECONDS));
    }

    /** What is done in steps, for ever: a step answers how much it did, and {@code full} says that there may be more. */
    private record Chore(Supplier<Future<Integer>> step, int full, long everySeconds) {}

    private void later(Chore chore) {
        clock.schedule(() -> round(chore), chore.everySeconds(), TimeUnit.SECONDS);
    }

    /** A step that came back full is followed soon: with many orders a second more grows old than one step removes. */
    private void round(Chore chore) {
        Future<Integer> step = chore.step().get();
        quietly(step);
        step.onComplete(outcome -> {
            boolean more = outcome.succeeded() && outcome.result() >= chore.full();
            if (clock.isShutdown()) {
                return;
            }
            if (more) {
                clock.schedule(() -> round(chore), SOON_MILLIS, TimeUnit.MILLISECONDS);
            } else {
                later(chore);
            }
        });
    }

    /**
     * Ends the reservations whose time is over. The holds of a rush end together, and their units are wanted: a full step is followed at
     * once, as often as {@link #IN_A_ROW} says. Answers how many ended.
     */
    static Future<Integer> expire(Supplier<Future<Integer>> step) {
        return expire(step, 0, IN_A_ROW);
    }

    private static Future<Integer> expire(Supplier<Future<Integer>> step, int before, int steps) {
        return step.get()
                .compose(ended -> ended < StockSql.EXPIRED || steps == 1
                        ? Future.succeededFuture(before + ended)
                        : expire(step, before + ended, steps - 1));
    }

    /** A dark store is reported elsewhere, and the next round comes. */
    private static void quietly(Future<Integer> round) {
        round.onFailure(cause -> LOG.debug("housekeeping: {}", cause.getMessage()));
    }

    /** One round; answers how many rows went. */
    static Future<Integer> tidy(Writer writer, Duration keys, Duration done) {
        return writer.submit(tx -> {
            int gone = tx.update(
                    "DELETE FROM claims WHERE scope IN (SELECT scope FROM claims WHERE created_at < ? LIMIT " + STEP
                            + ")",
                    tx.now() - keys.toMillis());
            gone += tx.update(
                    "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE done_at IS NOT NULL AND done_at < ?"
                            + " AND NOT (type IN ('" + OrderEntries.REDEEM + "', '" + OrderEntries.ACCRUE
                            + "') AND EXISTS (SELECT 1 FROM orders"
                            + " WHERE orders.id = outbox.aggregateid AND stage NOT IN ('SHIPPED', 'CANCELLED')))"
                            + " LIMIT " + STEP + ")",
                    tx.now() - done.toMillis());
            return gone + holds(tx, tx.now() - done.toMillis()) + promises(tx);
        });
    }

    private static int holds(Tx tx, long before) throws SQLException {
        List<String> keys = tx.query(
                "SELECT hold_key FROM holds WHERE state <> 'HELD' AND changed_at < ? LIMIT " + STEP,
                row -> row.getString(1),
                before);
        if (keys.isEmpty()) {
            return 0;
        }
        tx.update("DELETE FROM promises WHERE " + tx.dialect().in("owner"), keys);
        return tx.update("DELETE FROM holds WHERE " + tx.dialect().in("hold_key"), keys);
    }

    /** Ended promises of orders: where each unit came from stands in the order. */
    private static int promises(Tx tx) throws SQLException {
        return tx.update("DELETE FROM promises WHERE state IN ('CONSUMED', 'RELEASED') AND owner IN"
                + " (SELECT owner FROM promises WHERE state IN ('CONSUMED', 'RELEASED') AND owner LIKE 'order/%'"
                + " LIMIT " + STEP + ")");
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
