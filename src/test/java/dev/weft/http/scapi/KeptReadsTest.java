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
    private final Shoppers known = new Shoppers(token -> Future.failedFuture("nobody"), clock);
    private final KeptReads kept = kept(true);

    private final List<Future<Gathered>> shoppers = new ArrayList<>();

    private KeptReads kept(boolean contexts) {
        return new KeptReads(
                new KeepSettings(
                        1_000_000, Duration.ofMinutes(5), Duration.ofMinutes(1), Duration.ofSeconds(5), contexts),
                1_000_000,
                new ResponseCache(1_000_000, clock, CacheListener.NONE),
                known,
                () -> false,
                clock);
    }

    private void allAsk() {
        for (int i = 0; i < SHOPPERS; i++) {
            asks(i, false);
        }
        assertThat(asked).as("one asks, the others wait").hasSize(1);
    }

    private void asks(int i, boolean hurried) {
        MultiMap fields = HttpHeaders.headers().add("authorization", "Bearer token-" + i);
        Question question = kept.question(KeptRead.CATALOGUE, Asked.of(Families.PRODUCTS, TARGET), guest(i), false);
        shoppers.add(kept.source(question, scapi, clock.request(1_000), hurried)
                .ask(new Onward(Families.PRODUCTS, HttpMethod.GET, TARGET, fields, Optional.empty())));
    }

    private static Shoppers.Known guest(int i) {
        Principal who = new Principal(
                "slas",
                "S",
                "cc-slas::zz::scid:c::usid:" + i,
                "customer-" + i,
                false,
                new Principal.Grant("client", Set.of("read")),
                Instant.MAX);
        return new Shoppers.Known(who, "token-" + i);
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
    void guestsShareGoodsWhereTheyCertainlyHaveNoContext() {
        Asked goods = Asked.of(Families.PRODUCTS, TARGET.replace("/categories/root", "/products/1"));
        assertThat(kept.question(KeptRead.GOODS, goods, guest(1), false).shared())
                .isFalse();
        known.contexts().told("1", known.contexts().asking("1"), true);
        Question shared = kept.question(KeptRead.GOODS, goods, guest(1), false);
        assertThat(shared.shared()).isTrue();
        assertThat(shared.still().getAsBoolean()).isTrue();
        known.contexts().writing("1");
        assertThat(shared.still().getAsBoolean()).isFalse();
        KeptReads without = kept(false);
        assertThat(without.question(KeptRead.GOODS, goods, guest(2), false).shared())
                .as("an instance without contexts")
                .isTrue();
        assertThat(without.wonders(guest(2))).isFalse();
    }

    /** Guests' page is no secret, and better than none: for a guest of whom nothing is known yet, while SCAPI fails. */
    @Test
    void aGuestNobodyHasAskedAboutIsShownWhatGuestsAreWhileScapiFails() {
        known.contexts().told("0", known.contexts().asking("0"), true);
        Future<Gathered> plain = goods(0);
        say(0, 200, "for guests");
        Future<Gathered> unclear = goods(1);
        assertThat(asked).as("asks alone").hasSize(2);
        say(1, 503, "busy");
        assertThat(plain.result().body()).isEqualTo(unclear.result().body());
        known.contexts().taken("1");
        Future<Gathered> special = goods(1);
        say(2, 503, "busy");
        assertThat(special.cause()).as("one with a context is not").isInstanceOf(Said.class);
    }

    private Future<Gathered> goods(int i) {
        String target = TARGET.replace("/categories/root", "/products/1");
        MultiMap fields = HttpHeaders.headers().add("authorization", "Bearer token-" + i);
        Question question = kept.question(KeptRead.GOODS, Asked.of(Families.PRODUCTS, target), guest(i), false);
        return kept.source(question, scapi, clock.request(1_000), false)
                .ask(new Onward(Families.PRODUCTS, HttpMethod.GET, target, fields, Optional.empty()));
    }

    /** A client may make its own time short, and nobody else's. */
    @Test
    void whoIsInAHurryAsksForNobodyElse() {
        asks(0, true);
        asks(1, false);
        asks(2, false);
        asks(3, true);
        assertThat(asked).as("each in a hurry alone, the others together").hasSize(3);
        answers.get(0).fail("no time");
        answers.get(2).fail("no time");
        assertThat(shoppers.get(0).failed()).isTrue();
        assertThat(shoppers.get(3).failed()).isTrue();
        say(1, 200, "for all");
        for (int patient : new int[] {1, 2}) {
            assertThat(new String(shoppers.get(patient).result().body(), StandardCharsets.UTF_8))
                    .isEqualTo("for all");
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
