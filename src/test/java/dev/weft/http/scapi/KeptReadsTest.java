package dev.weft.http.scapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.cache.CacheListener;
import dev.weft.cache.ResponseCache;
import dev.weft.http.scapi.Upstream.Answer;
import dev.weft.http.scapi.Upstream.Onward;
import dev.weft.security.Principal;
import dev.weft.testing.ManualClock;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Several shoppers ask the same at once: one of them asks SCAPI, and what it is told may be for it alone. */
class KeptReadsTest {
    private static final int SHOPPERS = 4;
    private static final String TARGET = Families.PRODUCTS + "/organizations/f_ecom_zzwf_001/categories/root?siteId=S";

    private final ManualClock clock = new ManualClock();
    private final List<Onward> asked = new ArrayList<>();
    private final List<Promise<Answer>> answers = new ArrayList<>();
    private final Upstream scapi = (onward, context) -> {
        asked.add(onward);
        Promise<Answer> answer = Promise.promise();
        answers.add(answer);
        return answer.future();
    };
    private final KeptReads kept = new KeptReads(
            new KeepSettings(1_000_000, Duration.ofMinutes(5), Duration.ofMinutes(1), Duration.ofSeconds(5)),
            1_000_000,
            new ResponseCache(1_000_000, clock, CacheListener.NONE),
            new Shoppers(token -> Future.failedFuture("nobody"), clock),
            () -> false,
            clock);

    private final List<Future<Gathered>> shoppers = new ArrayList<>();

    private void allAsk() {
        for (int i = 0; i < SHOPPERS; i++) {
            String token = "token-" + i;
            Principal who = new Principal(
                    "slas",
                    "S",
                    "cc-slas::zz::scid:c::usid:" + i,
                    "customer-" + i,
                    false,
                    new Principal.Grant("client", Set.of("read")),
                    Instant.MAX);
            MultiMap fields = HttpHeaders.headers().add("authorization", "Bearer " + token);
            KeptReads.Question question = kept.question(
                    KeptRead.CATALOGUE, Asked.of(Families.PRODUCTS, TARGET), new Shoppers.Known(who, token), false);
            shoppers.add(kept.source(question, scapi, clock.request(1_000))
                    .ask(new Onward(Families.PRODUCTS, HttpMethod.GET, TARGET, fields, Optional.empty())));
        }
        assertThat(asked).as("one asks, the others wait").hasSize(1);
    }

    private void say(int which, int status, String body, String... fields) {
        MultiMap head = HttpHeaders.headers();
        for (int i = 0; i < fields.length; i += 2) {
            head.add(fields[i], fields[i + 1]);
        }
        answers.get(which)
                .complete(new Answer(status, "", head, new OneBody(body.getBytes(StandardCharsets.UTF_8)), () -> {}));
    }

    private void eachIsAnsweredForItself() {
        assertThat(asked).as("who waited asks alone").hasSize(SHOPPERS);
        for (int i = 1; i < SHOPPERS; i++) {
            assertThat(asked.get(i).fields().get("authorization")).isEqualTo("Bearer token-" + i);
            say(i, 200, "for " + i);
        }
        for (int i = 1; i < SHOPPERS; i++) {
            Gathered answer = shoppers.get(i).result();
            assertThat(answer.head().status()).isEqualTo(200);
            assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("for " + i);
            assertThat(answer.head().fields().contains("set-cookie")).isFalse();
        }
    }

    @Test
    void whoIsSentAwayIsSentAwayAlone() {
        allAsk();
        say(0, 401, "your token was withdrawn", "www-authenticate", "Bearer");
        assertThat(shoppers.get(0).result().head().status()).isEqualTo(401);
        eachIsAnsweredForItself();
    }

    @Test
    void aCookieIsForWhoeverAsked() {
        allAsk();
        say(0, 200, "for 0", "set-cookie", "dwsid=0; HttpOnly");
        assertThat(shoppers.get(0).result().head().fields().get("set-cookie")).isEqualTo("dwsid=0; HttpOnly");
        eachIsAnsweredForItself();
    }

    @Test
    void whatMayNotBeKeptIsForWhoeverAsked() {
        allAsk();
        say(0, 200, "for 0", "cache-control", "no-store");
        eachIsAnsweredForItself();
    }

    /** SCAPI has too much to do: nobody asks again, and nobody gets the other's cookie. */
    @Test
    void aFailureIsSharedWithoutItsCookies() {
        allAsk();
        say(0, 503, "busy", "set-cookie", "dwsid=0", "retry-after", "1");
        assertThat(asked).hasSize(1);
        for (int i = 0; i < SHOPPERS; i++) {
            assertThat(shoppers.get(i).cause()).isInstanceOf(Said.class);
            Gathered said = ((Said) shoppers.get(i).cause()).answer();
            assertThat(said.head().status()).isEqualTo(503);
            assertThat(said.head().fields().get("retry-after")).isEqualTo("1");
            assertThat(said.head().fields().contains("set-cookie"))
                    .as("shopper " + i)
                    .isEqualTo(i == 0);
        }
    }

    @Test
    void whatIsEverybodysIsAnsweredToAll() {
        allAsk();
        say(0, 200, "for all");
        assertThat(asked).hasSize(1);
        for (Future<Gathered> shopper : shoppers) {
            assertThat(new String(shopper.result().body(), StandardCharsets.UTF_8))
                    .isEqualTo("for all");
        }
    }
}
