package dev.weft.http.scapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.cache.Freshness;
import io.vertx.core.MultiMap;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LifetimeTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private final Lifetime lifetime =
            new Lifetime(new KeepSettings(1, Duration.ofMinutes(5), MINUTE, Duration.ofSeconds(5), true));

    @Test
    void isWhatIsConfiguredWhereScapiSaysNothing() {
        assertThat(of(KeptRead.CATALOGUE, true).ttl()).isEqualTo(Duration.ofMinutes(5));
        assertThat(of(KeptRead.GOODS, true).ttl()).isEqualTo(MINUTE);
        assertThat(of(KeptRead.OWN, false)).isEqualTo(Freshness.of(Duration.ofSeconds(5)));
    }

    @Test
    void isShortenedByScapiAndNeverLengthened() {
        assertThat(of(KeptRead.GOODS, true, "Cache-Control", "max-age=20", "Age", "5")
                        .ttl())
                .isEqualTo(Duration.ofSeconds(15));
        assertThat(of(KeptRead.GOODS, true, "Cache-Control", "max-age=9, s-maxage=7")
                        .ttl())
                .isEqualTo(Duration.ofSeconds(7));
        assertThat(of(KeptRead.GOODS, true, "Cache-Control", "max-age=86400").ttl())
                .isEqualTo(MINUTE);
        assertThat(of(KeptRead.GOODS, true, "Cache-Control", "max-age=20, must-revalidate"))
                .isEqualTo(Freshness.of(Duration.ofSeconds(20)));
    }

    @Test
    void isNothingForWhatMayNotBeKept() {
        for (String control : new String[] {"no-store", "no-cache", "max-age=0", "max-age=5, No-Store"}) {
            assertThat(of(KeptRead.CATALOGUE, true, "Cache-Control", control).none())
                    .as(control)
                    .isTrue();
        }
        assertThat(of(KeptRead.CATALOGUE, true, "Set-Cookie", "dwsid=1").none()).isTrue();
        assertThat(of(KeptRead.CATALOGUE, true, "Vary", "accept-encoding, x-group")
                        .none())
                .isTrue();
        assertThat(of(KeptRead.CATALOGUE, true, "Vary", "*").none()).isTrue();
        assertThat(of(KeptRead.CATALOGUE, true, "Vary", "Accept-Encoding, Origin")
                        .none())
                .isFalse();
    }

    @Test
    void whatIsPrivateIsKeptForOneOnly() {
        assertThat(of(KeptRead.GOODS, true, "Cache-Control", "private").none()).isTrue();
        assertThat(of(KeptRead.GOODS, false, "Cache-Control", "private").none()).isFalse();
    }

    @Test
    void onlyGoodAnswersAndAbsenceAreKept() {
        MultiMap none = MultiMap.caseInsensitiveMultiMap();
        assertThat(lifetime.of(KeptRead.CATALOGUE, true, false, 404, none))
                .isEqualTo(Freshness.of(Duration.ofSeconds(5)));
        Lifetime longer =
                new Lifetime(new KeepSettings(1, Duration.ofMinutes(5), MINUTE, Duration.ofSeconds(40), true));
        assertThat(longer.of(KeptRead.OWN, false, false, 404, none))
                .as("that a shopper has none is as good an answer as what they have")
                .isEqualTo(Freshness.of(Duration.ofSeconds(40)));
        for (int status : new int[] {204, 301, 400, 401, 403, 500, 503}) {
            assertThat(lifetime.of(KeptRead.CATALOGUE, true, false, status, none)
                            .none())
                    .as("" + status)
                    .isTrue();
        }
    }

    /** They are asked for without any of the client's fields, 25 times a minute at most. */
    @Test
    void keysAreKeptWhateverTheirFieldsSay() {
        Freshness silent = of(KeptRead.KEYS, true);
        assertThat(silent.none()).isFalse();
        assertThat(of(KeptRead.KEYS, true, "Cache-Control", "no-store, max-age=0"))
                .isEqualTo(silent);
        assertThat(of(KeptRead.KEYS, true, "Set-Cookie", "dwsid=1", "Vary", "Access-Control-Request-Method"))
                .isEqualTo(silent);
        MultiMap none = MultiMap.caseInsensitiveMultiMap();
        assertThat(lifetime.of(KeptRead.KEYS, true, false, 404, none)).isEqualTo(Freshness.of(Duration.ofSeconds(5)));
        assertThat(lifetime.of(KeptRead.KEYS, true, false, 401, none).none()).isTrue();
    }

    @Test
    void commercesOwnStockIsNeverServedOld() {
        Freshness stock = lifetime.of(KeptRead.GOODS, true, true, 200, MultiMap.caseInsensitiveMultiMap());
        assertThat(stock).isEqualTo(Freshness.of(Duration.ofSeconds(5)));
    }

    private Freshness of(KeptRead read, boolean shared, String... fields) {
        MultiMap all = MultiMap.caseInsensitiveMultiMap();
        for (int i = 0; i < fields.length; i += 2) {
            all.add(fields[i], fields[i + 1]);
        }
        return lifetime.of(read, shared, false, 200, all);
    }
}
