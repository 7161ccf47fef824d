package dev.weft.tls;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts renewed key material to use while connections go on. One for the process; safe from any thread.
 *
 * <p>For each listener and backend it reads the files every so often, on a worker thread, and compares what it read with what is in use: no
 * event of a file system is needed, so it works on every mount. Changed material is checked in full, and only then handed on; what is
 * refused is told once (log and listener), and the old stays in use until the files change again. Connections that are open keep what
 * they were made with; the next handshake sees the new.
 *
 * <p>The mistake to avoid: renewing chain and key in two steps far apart. A mismatch in between is refused, harmless, and counted.
 */
public final class TlsWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("weft.tls");

    private final Vertx vertx;
    private final Clock clock;
    private final TlsListener listener;
    private final List<Watched> all = new CopyOnWriteArrayList<>();

    public TlsWatch(Vertx vertx, Clock clock, TlsListener listener) {
        this.vertx = vertx;
        this.clock = clock;
        this.listener = listener;
    }

    /**
     * Reads the material of {@code name} for the first time, and watches its files from now on; blocks.
     *
     * @param apply puts renewed material to use; a failed future leaves the old in use
     * @return what is in the files now
     */
    public TlsMaterial watch(String name, TlsSettings settings, Function<TlsMaterial, Future<?>> apply)
            throws TlsRefused {
        TlsMaterial material = TlsMaterial.read(settings);
        try {
            material.requireValid(clock.instant());
        } catch (TlsRefused dates) {
            LOG.atError()
                    .addKeyValue("tls", name)
                    .log("in use all the same, nobody will accept it: {}", dates.getMessage());
        }
        Watched watched = new Watched(name, settings, apply, material);
        all.add(watched);
        if (material.identity().isPresent()) {
            listener.watching(name, watched::secondsLeft);
        }
        watched.lookLater();
        return material;
    }

    /** Looks at all files now; what came of it, by name: {@code ok}, {@code unchanged}, or why not. Never fails. */
    public Future<Map<String, String>> reload() {
        List<Future<Map.Entry<String, String>>> looks = new ArrayList<>();
        all.forEach(watched -> looks.add(watched.look().map(result -> Map.entry(watched.name, result))));
        return Future.join(looks).map(done -> {
            Map<String, String> results = new TreeMap<>();
            looks.forEach(
                    look -> results.put(look.result().getKey(), look.result().getValue()));
            return results;
        });
    }

    /** Stops looking. */
    @Override
    public void close() {
        all.forEach(Watched::close);
        all.clear();
    }

    private final class Watched {
        private final String name;
        private final TlsSettings settings;
        private final Function<TlsMaterial, Future<?>> apply;
        private volatile TlsMaterial inUse;
        private volatile String toldAbout = "";
        private volatile long timer = -1;
        private volatile boolean closed;
        private Future<String> last = Future.succeededFuture("unchanged");

        Watched(String name, TlsSettings settings, Function<TlsMaterial, Future<?>> apply, TlsMaterial inUse) {
            this.name = name;
            this.settings = settings;
            this.apply = apply;
            this.inUse = inUse;
        }

        double secondsLeft() {
            Instant now = clock.instant();
            return inUse.expires()
                    .map(end -> Duration.between(now, end).toMillis() / 1000.0)
                    .orElse(0.0);
        }

        void lookLater() {
            timer = vertx.setTimer(
                    settings.look().toMillis(),
                    id -> look().onComplete(done -> {
                        if (!closed) {
                            lookLater();
                        }
                    }));
        }

        void close() {
            closed = true;
            vertx.cancelTimer(timer);
        }

        /** One look at a time: one that is asked for meanwhile follows. Only called off the loops' hot paths, so the lock is free. */
        synchronized Future<String> look() {
            last = last.transform(before -> vertx.executeBlocking(this::read, false))
                    .compose(this::use)
                    .otherwise(this::refused);
            return last;
        }

        private TlsMaterial read() throws TlsRefused {
            TlsMaterial found = TlsMaterial.read(settings);
            return found.equals(inUse) ? inUse : found.requireValid(clock.instant());
        }

        private Future<String> use(TlsMaterial found) {
            if (found == inUse) {
                toldAbout = "";
                return Future.succeededFuture("unchanged");
            }
            return apply.apply(found).map(applied -> {
                inUse = found;
                toldAbout = "";
                listener.reloaded(name, "ok");
                LOG.atInfo()
                        .addKeyValue("tls", name)
                        .addKeyValue("fingerprint", HexFormat.of().formatHex(found.fingerprint(), 0, 8))
                        .log(
                                "renewed; good until {}",
                                found.expires().map(Instant::toString).orElse("-"));
                return "ok";
            });
        }

        /** Told once for each new reason, not at each look. */
        private String refused(Throwable cause) {
            String result = cause instanceof TlsRefused refused
                    ? refused.result().name().toLowerCase(Locale.ROOT)
                    : "not_applied";
            String reason = String.valueOf(cause.getMessage());
            if (!reason.equals(toldAbout)) {
                toldAbout = reason;
                listener.reloaded(name, result);
                LOG.atError().addKeyValue("tls", name).log("the changed files are not used, the old go on: {}", reason);
            }
            return result;
        }
    }
}
