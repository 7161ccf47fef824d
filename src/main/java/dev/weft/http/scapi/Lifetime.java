package dev.weft.http.scapi;

import dev.weft.cache.Freshness;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How long an answer of SCAPI's may be served: what is configured for its kind, and less where its own fields say so (RFC 9111, 5861).
 * Nothing is kept that sets a cookie, forbids it, or depends on a request field that is no part of the key. But keys are, whatever their
 * fields say: they are asked for without any of the client's, and Salesforce, which answers 25 times a minute, wants them kept.
 */
final class Lifetime {
    private static final Duration KEYS = Duration.ofMinutes(5);
    private static final Duration KEYS_AT_WORST = Duration.ofHours(24);
    private static final Duration ABSENT = Duration.ofSeconds(5);

    /** Commerce's own stock, which nothing replaces: SCAPI has remembered it for up to a minute already. */
    static final Duration UNWOVEN_STOCK = Duration.ofSeconds(5);

    private static final Duration STALE_IF_ERROR = Duration.ofMinutes(10);

    /** Fields an answer may depend on: they are part of the key, or the same for every question that is remembered. */
    private static final List<String> KEYED = List.of("accept-encoding", "authorization", "origin");

    private final KeepSettings settings;

    Lifetime(KeepSettings settings) {
        this.settings = settings;
    }

    /**
     * For one answer.
     *
     * @param shared whether more than one shopper may get it
     * @param stock whether it tells commerce's own stock
     */
    Freshness of(KeptRead read, boolean shared, boolean stock, int status, MultiMap fields) {
        boolean absent = status == 404 || status == 410;
        if (read == KeptRead.KEYS && (status == 200 || absent)) {
            return absent ? Freshness.of(ABSENT) : own(read, stock);
        }
        if (status != 200 && !absent || fields.contains(HttpHeaders.SET_COOKIE) || !keyed(fields)) {
            return Freshness.NONE;
        }
        Directives said = Directives.of(fields);
        if (said.never || shared && said.personal) {
            return Freshness.NONE;
        }
        Freshness own = own(read, stock);
        boolean brief = absent
                && read != KeptRead.OWN; // that a shopper has no context is normal, and asked for with every page
        Duration ttl = brief ? least(own.ttl(), ABSENT) : own.ttl();
        ttl = said.lives == null ? ttl : least(ttl, said.lives);
        return ttl.isZero() || absent || said.strict
                ? Freshness.of(ttl)
                : new Freshness(ttl, own.staleWhileRevalidate(), own.staleIfError());
    }

    private Freshness own(KeptRead read, boolean stock) {
        return switch (read) {
            case KEYS -> new Freshness(KEYS, KEYS, KEYS_AT_WORST);
            case CATALOGUE -> new Freshness(settings.catalogue(), settings.catalogue(), STALE_IF_ERROR);
            case GOODS ->
                stock
                        ? Freshness.of(least(settings.goods(), UNWOVEN_STOCK))
                        : new Freshness(settings.goods(), settings.goods(), STALE_IF_ERROR);
            case OWN -> Freshness.of(stock ? least(settings.own(), UNWOVEN_STOCK) : settings.own());
        };
    }

    private static boolean keyed(MultiMap fields) {
        for (String line : fields.getAll(HttpHeaders.VARY)) {
            for (String name : line.split(",", -1)) {
                if (!name.isBlank() && !KEYED.contains(name.strip().toLowerCase(Locale.ROOT))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** What of Cache-Control counts here. */
    private static final class Directives {
        private boolean never;
        private boolean personal;
        private boolean strict;
        private @Nullable Duration lives;
        private boolean forShared;

        static Directives of(MultiMap fields) {
            Directives all = new Directives();
            for (String line : fields.getAll(HttpHeaders.CACHE_CONTROL)) {
                for (String one : line.split(",", -1)) {
                    all.add(one.strip().toLowerCase(Locale.ROOT));
                }
            }
            Duration lives = all.lives;
            if (lives != null) {
                Duration left = lives.minus(seconds(fields.get(HttpHeaders.AGE), Duration.ZERO));
                all.lives = left.isNegative() ? Duration.ZERO : left;
            }
            return all;
        }

        private void add(String directive) {
            never |= directive.equals("no-store") || directive.equals("no-cache") || directive.startsWith("no-cache=");
            personal |= directive.equals("private") || directive.startsWith("private=");
            strict |= directive.equals("must-revalidate") || directive.equals("proxy-revalidate");
            if (directive.startsWith("s-maxage=")) {
                lives = seconds(directive.substring(9), Duration.ZERO);
                forShared = true;
            } else if (directive.startsWith("max-age=") && !forShared) {
                lives = seconds(directive.substring(8), Duration.ZERO);
            }
        }

        private static Duration seconds(@Nullable String written, Duration otherwise) {
            return written != null && written.matches("[0-9]{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(written))
                    : otherwise;
        }
    }
}
