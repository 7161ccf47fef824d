package dev.weft.order;

import dev.weft.kernel.Deadline;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Ticker;
import dev.weft.kernel.Timers;
import dev.weft.kernel.TraceContext;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Asks the ERPs now and then how far open orders are, so that an order nobody looks at moves on too.
 *
 * <p>One question at a time, with a pause after each, page by page through all open orders and then from the start: its cost is the same
 * with ten open orders and with a million, only a round takes longer. An ERP or store that does not answer is left alone for longer. Runs
 * on the executor it was made with, one thread.
 */
public final class ProgressSweep {
    private static final int PAGE = 50;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration AFTER_A_ROUND = Duration.ofSeconds(30);
    private static final Duration AFTER_SILENCE = Duration.ofSeconds(10);

    private final Map<String, OrderSink> erps;
    private final OpenOrders open;
    private final OrderStore orders;
    private final Duration pause;
    private final Executor executor;
    private final Ticker ticker;
    private final Timers timers;
    private final Deque<OrderRecord> page = new ArrayDeque<>();
    private String last = "";
    private boolean stopped;
    private Timers.@Nullable Timer next;

    /**
     * A sweep that has not begun.
     *
     * @param erps by site
     * @param pause between two questions
     */
    public ProgressSweep(
            Map<String, OrderSink> erps,
            OpenOrders open,
            OrderStore orders,
            Duration pause,
            Executor executor,
            Ticker ticker,
            Timers timers) {
        this.erps = Map.copyOf(erps);
        this.open = open;
        this.orders = orders;
        this.pause = pause;
        this.executor = executor;
        this.ticker = ticker;
        this.timers = timers;
    }

    public void start() {
        executor.execute(this::step);
    }

    /** Asks nothing more; a question under way is let go. */
    public void stop() {
        executor.execute(() -> {
            stopped = true;
            if (next != null) {
                next.cancel();
            }
        });
    }

    private void step() {
        if (stopped) {
            return;
        }
        OrderRecord record = page.poll();
        if (record == null) {
            open.after(last, PAGE)
                    .onComplete(read -> executor.execute(() -> {
                        if (read.failed()) {
                            again(AFTER_SILENCE);
                        } else {
                            turn(read.result());
                        }
                    }));
            return;
        }
        look(record).onComplete(looked -> executor.execute(() -> again(looked.succeeded() ? pause : AFTER_SILENCE)));
    }

    private void turn(List<OrderRecord> records) {
        if (records.isEmpty()) {
            last = "";
            again(AFTER_A_ROUND);
            return;
        }
        page.addAll(records);
        last = records.get(records.size() - 1).order().id().value();
        again(pause);
    }

    private Future<Void> look(OrderRecord record) {
        OrderSink erp = erps.get(record.order().buyer().site());
        if (erp == null || record.erpNumber().isEmpty()) {
            return Future.succeededFuture();
        }
        OrderId id = record.order().id();
        RequestContext context =
                new RequestContext(id.value(), TraceContext.create(false), Deadline.after(TIMEOUT, ticker));
        return erp.status(record.order(), record.erpNumber().get(), context)
                .compose(found -> found.filter(it -> it.stage() != record.stage())
                        .map(it -> orders.progress(id, it.stage()))
                        .orElse(Future.succeededFuture()));
    }

    private void again(Duration wait) {
        if (!stopped) {
            next = timers.after(wait, this::step);
        }
    }
}
