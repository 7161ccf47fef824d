package dev.weft.http.scapi;

import dev.weft.http.scapi.Upstream.Onward;
import dev.weft.kernel.Failure;
import dev.weft.kernel.Ticker;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Takes SCAPI at its word: while {@code sfdc_load_status} says THROTTLE, or more reads than a few are answered 429 or 503 (see
 * {@link Refusals}), fewer reads may be under way to it. The limit halves at most once a second and grows by a tenth a second while SCAPI
 * says nothing; what is over it fails, so that whoever remembers an old answer gives that. Signing in, baskets, orders and checkout are never
 * held back, and what they are refused tells nothing: SCAPI sheds none of them, and has quotas for some. Safe from any thread.
 */
final class Pressure {
    private static final long STEP = Duration.ofSeconds(1).toNanos();
    private static final long HOLDS = Duration.ofSeconds(5).toNanos();
    private static final int LEAST = 8;
    private static final CharSequence LOAD = HttpHeaders.createOptimized("sfdc_load");
    private static final CharSequence LOAD_STATUS = HttpHeaders.createOptimized("sfdc_load_status");

    private final int most;
    private final Ticker ticker;
    private final FaceListener listener;
    private final Refusals refusals;
    private final AtomicInteger limit;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicLong changedAt;
    private volatile long throttledUntil;

    Pressure(int most, Ticker ticker, FaceListener listener) {
        this.most = most;
        this.ticker = ticker;
        this.listener = listener;
        this.refusals = new Refusals(ticker);
        this.limit = new AtomicInteger(most);
        this.changedAt = new AtomicLong(ticker.nanos() - STEP);
        this.throttledUntil = ticker.nanos();
        listener.limit(most);
    }

    /** Whether SCAPI had better be spared: what is remembered is served, even if it is old. */
    boolean high() {
        return throttledUntil - ticker.nanos() > 0;
    }

    int limit() {
        return limit.get();
    }

    /** {@code next}, held back, and timed. */
    Upstream over(Upstream next) {
        return (onward, context) -> {
            if (!isHeldBack(onward)) {
                return timed(next.send(onward, context), onward, false);
            }
            if (underWay.incrementAndGet() > limit.get()) {
                underWay.decrementAndGet();
                return Future.failedFuture(Failure.of(Failure.Reason.OVERLOADED, "scapi", "asked us to hold back")
                        .asException());
            }
            return timed(next.send(onward, context), onward, true).onComplete(answered -> underWay.decrementAndGet());
        };
    }

    private static boolean isHeldBack(Onward onward) {
        return onward.method().equals(HttpMethod.GET)
                && !onward.operation().startsWith("/checkout/")
                && !onward.operation().equals(Families.SIGN_IN)
                && !isOfCheckout(onward);
    }

    /** A shopper's baskets and orders, which are read among what is theirs. */
    private static boolean isOfCheckout(Onward onward) {
        if (!onward.operation().equals(Families.CUSTOMERS)) {
            return false;
        }
        String resource = Asked.of(onward.operation(), onward.target()).resource();
        return Families.ofBaskets(resource) || resource.endsWith("/orders");
    }

    private Future<Upstream.Answer> timed(Future<Upstream.Answer> answer, Onward onward, boolean heldBack) {
        long began = ticker.nanos();
        return answer.onComplete(outcome -> {
            String said = "";
            if (outcome.succeeded()) {
                said = outcome.result().status() / 100 + "xx";
                heard(outcome.result(), heldBack ? onward.operation() : "");
            } else {
                said = Failure.from(outcome.cause(), "scapi").code();
            }
            listener.answered(
                    Operation.name(onward.method().name(), onward.operation(), onward.target()),
                    Operation.expand(Asked.of(onward.operation(), onward.target())),
                    said,
                    Duration.ofNanos(ticker.nanos() - began));
        });
    }

    /** @param api which was asked for what may be held back; empty for what may not */
    private void heard(Upstream.Answer answer, String api) {
        @Nullable String load = answer.fields().get(LOAD);
        if (load != null && isPercent(load)) {
            listener.load(Integer.parseInt(load));
        }
        @Nullable String status = answer.fields().get(LOAD_STATUS);
        boolean throttles = "THROTTLE".equals(status);
        if (throttles || "WARN".equals(status)) {
            listener.warned(throttles ? "THROTTLE" : "WARN");
        }
        boolean refused = answer.status() == 503 || answer.status() == 429;
        boolean tooMany = !api.isEmpty() && refusals.count(api, refused) && refused;
        if (throttles || tooMany) {
            throttledUntil = ticker.nanos() + HOLDS;
            change(Math.max(LEAST, Math.min(limit.get(), underWay.get()) / 2));
        } else if (status == null && !refused && limit.get() < most) {
            change(Math.min(most, limit.get() + Math.max(1, limit.get() / 10)));
        }
    }

    private static boolean isPercent(String load) {
        for (int i = 0; i < load.length(); i++) {
            if (load.charAt(i) < '0' || load.charAt(i) > '9') {
                return false;
            }
        }
        return !load.isEmpty() && load.length() <= 3;
    }

    /** One change a second, by whoever is first. */
    private void change(int to) {
        long now = ticker.nanos();
        long last = changedAt.get();
        if (now - last >= STEP && changedAt.compareAndSet(last, now)) {
            limit.set(Math.min(most, to));
            listener.limit(limit.get());
        }
    }
}
