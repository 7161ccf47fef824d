package dev.weft.order;

import dev.weft.kernel.Deadline;
import dev.weft.kernel.Failure;
import dev.weft.kernel.Market;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Ticker;
import dev.weft.kernel.Timers;
import dev.weft.kernel.TraceContext;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in orders that commerce accepted without us: before a crash, with an answer that was lost, or behind our back. Each round reads, site
 * by site and page by page, what commerce holds ready for export, and injects what is not here. That an order has arrived is told by its own
 * entry on commerce's lane, which makes it {@code exported}; until then it is seen and passed over every round.
 *
 * <p>An order that cannot be taken in, because it does not add up, is short of stock or is sold from where nobody knows, stays ready in commerce and is named in the log every
 * round: it is accepted already, and neither may be forgotten. What commerce cancelled, failed or replaced before it came here is passed
 * over without a word. All state is confined to {@code executor}, which must run one task at a time.
 */
public final class ExportSweep {
    private static final Logger LOG = LoggerFactory.getLogger(ExportSweep.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int MOST_PAGES = 200;

    private final Map<String, Market> markets;
    private final CommerceOrders commerce;
    private final InjectOrder inject;
    private final Duration pause;
    private final Executor executor;
    private final Ticker ticker;
    private final Timers timers;
    private boolean stopped;
    private Timers.@Nullable Timer next;

    /**
     * A sweep that has not begun.
     *
     * @param markets by site
     * @param pause between two rounds
     */
    public ExportSweep(
            Map<String, Market> markets,
            CommerceOrders commerce,
            InjectOrder inject,
            Duration pause,
            Executor executor,
            Ticker ticker,
            Timers timers) {
        this.markets = Map.copyOf(markets);
        this.commerce = commerce;
        this.inject = inject;
        this.pause = pause;
        this.executor = executor;
        this.ticker = ticker;
        this.timers = timers;
    }

    /** The first round comes after a pause too: what is on disk already goes first. */
    public void start() {
        executor.execute(this::later);
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

    private void round() {
        if (stopped) {
            return;
        }
        Future<Void> sites = Future.succeededFuture();
        for (Market market : markets.values()) {
            sites = sites.compose(v -> pages(market, 0, 0).otherwise(dark -> {
                LOG.info(
                        "orders of {} were not swept: {}",
                        market.site(),
                        Failure.from(dark, "commerce").code());
                return null;
            }));
        }
        sites.onComplete(done -> executor.execute(this::later));
    }

    private void later() {
        if (!stopped) {
            next = timers.after(pause, this::round);
        }
    }

    private Future<Void> pages(Market market, int offset, int page) {
        if (page == MOST_PAGES) {
            LOG.warn(
                    "site {}: more than {} orders are ready in commerce; the oldest are not looked at",
                    market.site(),
                    offset);
            return Future.succeededFuture();
        }
        return commerce.ready(market.site(), offset, context(market.site()))
                .compose(found -> each(market, found.orders()).compose(v -> {
                    int seen = offset + found.listed();
                    return found.listed() == 0 || seen >= found.total()
                            ? Future.succeededFuture()
                            : pages(market, seen, page + 1);
                }));
    }

    /** One after the other: the sweep is never in a hurry. */
    private Future<Void> each(Market market, List<CommerceOrders.Ready> orders) {
        Future<Void> all = Future.succeededFuture();
        for (CommerceOrders.Ready ready : orders) {
            all = all.compose(v -> one(market, ready));
        }
        return all;
    }

    private Future<Void> one(Market market, CommerceOrders.Ready ready) {
        if (ready.order().isEmpty()) {
            LOG.warn("commerce's order {} is none that can be handed over: {}", ready.number(), ready.why());
            return Future.succeededFuture();
        }
        return here(inject.inject(ready.order().get(), market, context(ready.number())))
                .map(fresh -> {
                    if (fresh) {
                        LOG.info("took in commerce's order {}", ready.number());
                    }
                    return (Void) null;
                })
                .otherwise(cause -> {
                    Failure failure = Failure.from(cause, "weft");
                    LOG.warn("commerce's order {} was not taken in: {}", ready.number(), failure.detail());
                    return null;
                });
    }

    /** The store answers on threads of its own. */
    private <T> Future<T> here(Future<T> elsewhere) {
        Promise<T> here = Promise.promise();
        elsewhere.onComplete(outcome -> executor.execute(() -> here.handle(outcome)));
        return here.future();
    }

    private RequestContext context(String id) {
        return new RequestContext(id, TraceContext.create(false), Deadline.after(TIMEOUT, ticker));
    }
}
