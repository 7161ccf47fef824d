package dev.weft.cache;

import static dev.weft.testing.Samples.AMERICA;
import static dev.weft.testing.Samples.EUROPE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kernel.Aged;
import dev.weft.kernel.Failure;
import dev.weft.kernel.PartlyFailed;
import dev.weft.testing.ManualClock;
import dev.weft.testing.Outcomes;
import dev.weft.testing.RecordingLookup;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Fresh for 10 s, then 20 s stale while revalidating, 60 s stale if the source fails. */
class PartCacheTest {
    private static final Freshness FRESHNESS =
            new Freshness(Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(60));
    private static final long FRESH = 9_999;
    private static final long STALE = 15_000;
    private static final long RESCUABLE = 40_000;
    private static final long DEAD = 71_000;

    private final ManualClock clock = new ManualClock();
    private final RecordingLookup source = new RecordingLookup();
    private final PartCache<String, String> cache = cache(FRESHNESS, 1_000_000);

    @Test
    void asksOnceAndServesFromMemoryWhileFresh() {
        fill("a");
        clock.passMillis(FRESH);
        Future<Map<String, Aged<String>>> hit = ask("a");
        assertThat(source.count()).isEqualTo(1);
        assertThat(hit.result().get("a").stale()).isFalse();
        assertThat(hit.result().get("a").atNanos()).isEqualTo(clock.nanos() - FRESH * 1_000_000);
    }

    @Test
    void asksOnlyForWhatItDoesNotKnow() {
        fill("a");
        Future<Map<String, Aged<String>>> both = ask("a", "b");
        assertThat(source.question(1).keys()).containsExactly("b");
        source.question(1).answer("v", clock.nanos());
        assertThat(both.result()).containsOnlyKeys("a", "b");
    }

    @Test
    void answersNothingThatWasNotAskedFor() {
        Future<Map<String, Aged<String>>> one = ask("a");
        source.question(0).answerOnly(Set.of("a", "of somebody else"), "v", clock.nanos());
        assertThat(one.result()).containsOnlyKeys("a");
    }

    @Test
    void marketsDoNotShare() {
        fill("a");
        cache.fetch(Set.of("a"), AMERICA, clock.request(1_000));
        assertThat(source.count()).isEqualTo(2);
    }

    @Test
    void servesTheOldValueWhileOneQuestionRenewsIt() {
        fill("a");
        clock.passMillis(STALE);
        for (int i = 0; i < 10; i++) {
            Aged<String> old = ask("a").result().get("a");
            assertThat(old.stale()).isTrue();
            assertThat(old.value()).isEqualTo("v of a");
        }
        assertThat(source.count()).isEqualTo(2);
        source.question(1).answer("new", clock.nanos());
        assertThat(ask("a").result().get("a")).isEqualTo(Aged.fresh("new of a", clock.nanos()));
        assertThat(source.count()).isEqualTo(2);
    }

    @Test
    void aRenewalDoesNotHaveTheCallersDeadline() {
        fill("a");
        clock.passMillis(STALE);
        cache.fetch(Set.of("a"), EUROPE, clock.request(1));
        assertThat(source.question(1).context().deadline().remaining()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void aRenewalThatFailsLeavesTheOldValueAndTheNextCallerTriesAgain() {
        fill("a");
        clock.passMillis(STALE);
        ask("a");
        source.question(1).fail(Failure.Reason.SERVER_ERROR);
        assertThat(ask("a").result().get("a").stale()).isTrue();
        assertThat(source.count()).isEqualTo(3);
    }

    @Test
    void aSourceThatThrowsWhileRenewingIsAskedAgainNextTime() {
        AtomicInteger asked = new AtomicInteger();
        PartCache<String, String> broken = new PartCache<>(
                "price",
                "price",
                FRESHNESS,
                1_000,
                String::length,
                clock,
                CacheListener.NONE,
                (keys, market, context) -> {
                    if (asked.incrementAndGet() == 2) {
                        throw new IllegalStateException("bug");
                    }
                    return Future.succeededFuture(Map.of("a", Aged.fresh("v" + asked, clock.nanos())));
                });
        broken.fetch(Set.of("a"), EUROPE, clock.request(1_000));
        clock.passMillis(STALE);
        assertThat(broken.fetch(Set.of("a"), EUROPE, clock.request(1_000)).succeeded())
                .isTrue();
        broken.fetch(Set.of("a"), EUROPE, clock.request(1_000));
        assertThat(asked).hasValue(3);
    }

    @ParameterizedTest
    @EnumSource(
            value = Failure.Reason.class,
            names = {
                "TIMEOUT",
                "BREAKER_OPEN",
                "SATURATED",
                "THROTTLED",
                "CONNECT",
                "RESET",
                "SERVER_ERROR",
                "OVERLOADED"
            })
    void servesTheOldValueWhenTheSourceIsDown(Failure.Reason reason) {
        fill("a");
        clock.passMillis(RESCUABLE);
        Future<Map<String, Aged<String>>> answer = ask("a");
        assertThat(answer.isComplete()).isFalse();
        source.question(1).fail(reason);
        assertThat(answer.result().get("a"))
                .isEqualTo(new Aged<>("v of a", clock.nanos() - RESCUABLE * 1_000_000, true));
    }

    @ParameterizedTest
    @EnumSource(
            value = Failure.Reason.class,
            names = {"REFUSED", "UNAUTHORIZED", "NOT_FOUND", "BAD_ANSWER", "TOO_LARGE", "INTERNAL"})
    void aRefusalIsNoExcuseForAnOldValue(Failure.Reason reason) {
        fill("a");
        clock.passMillis(RESCUABLE);
        Future<Map<String, Aged<String>>> answer = ask("a");
        source.question(1).fail(reason);
        assertThat(Outcomes.reason(answer)).isEqualTo(reason);
    }

    @Test
    void tooOldIsTooOldEvenWhenTheSourceIsDown() {
        fill("a");
        clock.passMillis(DEAD);
        Future<Map<String, Aged<String>>> answer = ask("a");
        source.question(1).fail(Failure.Reason.CONNECT);
        assertThat(Outcomes.reason(answer)).isEqualTo(Failure.Reason.CONNECT);
    }

    @Test
    void whileAnOldValueIsAtHandTheSourceMustFailSoonEnoughToServeIt() {
        ask("fresh one");
        assertThat(source.question(0).context().deadline().remaining()).isEqualTo(Duration.ofMillis(1_000));
        source.question(0).answer("v", clock.nanos());
        clock.passMillis(RESCUABLE);
        ask("fresh one");
        assertThat(source.question(1).context().deadline().remaining())
                .isBetween(Duration.ofMillis(980), Duration.ofMillis(995));
    }

    @Test
    void somePartsOfABatchAreBetterThanNone() {
        fill("a");
        Future<Map<String, Aged<String>>> both = ask("a", "b");
        source.question(1).fail(Failure.Reason.OVERLOADED);
        PartlyFailed partly = (PartlyFailed) both.cause();
        assertThat(partly.found()).isEqualTo(Map.of("a", Aged.fresh("v of a", clock.nanos())));
        assertThat(partly.failure().reason()).isEqualTo(Failure.Reason.OVERLOADED);
    }

    @Test
    void whatTheSourceCouldAnswerInPartIsUsedAndRemembered() {
        Future<Map<String, Aged<String>>> both = ask("a", "b");
        Map<String, Aged<String>> some = Map.of("a", Aged.fresh("v of a", clock.nanos()));
        Failure why = Failure.of(Failure.Reason.TIMEOUT, "source", "as told");
        source.question(0).answer().fail(new PartlyFailed(some, why));
        assertThat(((PartlyFailed) both.cause()).found()).isEqualTo(some);
        assertThat(ask("a").result()).isEqualTo(some);
        assertThat(source.count()).isEqualTo(1);
    }

    @Test
    void aPartialAnswerIsMadeWholeWithOldValues() {
        fill("b");
        clock.passMillis(RESCUABLE);
        Future<Map<String, Aged<String>>> both = ask("a", "b");
        Map<String, Aged<String>> some = Map.of("a", Aged.fresh("v of a", clock.nanos()));
        source.question(1)
                .answer()
                .fail(new PartlyFailed(some, Failure.of(Failure.Reason.TIMEOUT, "source", "as told")));
        assertThat(both.result()).containsOnlyKeys("a", "b");
        assertThat(both.result().get("b").stale()).isTrue();
    }

    @Test
    void whatTheSourceDoesNotKnowIsRememberedForFiveSeconds() {
        ask("unknown");
        source.question(0).answerOnly(Set.of(), "v", clock.nanos());
        clock.passMillis(4_999);
        assertThat(ask("unknown").result()).isEmpty();
        assertThat(source.count()).isEqualTo(1);
        clock.passMillis(1);
        ask("unknown");
        assertThat(source.count()).isEqualTo(2);
    }

    @Test
    void absenceIsNeverServedOld() {
        ask("unknown");
        source.question(0).answerOnly(Set.of(), "v", clock.nanos());
        clock.passMillis(6_000);
        Future<Map<String, Aged<String>>> answer = ask("unknown");
        source.question(1).fail(Failure.Reason.CONNECT);
        assertThat(Outcomes.reason(answer)).isEqualTo(Failure.Reason.CONNECT);
    }

    @Test
    void aProductThatIsGoneIsForgottenWithItsRenewal() {
        fill("a");
        clock.passMillis(STALE);
        ask("a");
        source.question(1).answerOnly(Set.of(), "v", clock.nanos());
        assertThat(ask("a").result()).isEmpty();
    }

    @Test
    void staysWithinItsBytes() {
        PartCache<String, String> small = cache(FRESHNESS, 20_000);
        for (int i = 0; i < 1_000; i++) {
            small.fetch(Set.of("key " + i), EUROPE, clock.request(1_000));
            source.question(i).answer("x".repeat(100), clock.nanos());
            assertThat(small.bytes()).isLessThanOrEqualTo(20_000);
        }
        assertThat(small.entries()).isBetween(20L, 100L);
    }

    @Test
    void softInvalidationAgesAndHardForgets() {
        fill("a");
        fill("b");
        assertThat(cache.invalidate(new Invalidation.Selection(Set.of("sku:a")), true))
                .isEqualTo(1);
        assertThat(ask("a").result().get("a").stale()).isTrue();
        assertThat(source.count()).as("renews in the background").isEqualTo(3);
        assertThat(ask("b").result().get("b").stale()).isFalse();
        assertThat(cache.invalidate(new Invalidation.Selection(Set.of("sku:b")), false))
                .isEqualTo(1);
        assertThat(ask("b").isComplete()).isFalse();
    }

    @Test
    void softInvalidationForgetsWhatWasUnknown() {
        ask("unknown");
        source.question(0).answerOnly(Set.of(), "v", clock.nanos());
        cache.invalidate(new Invalidation.Selection(Set.of("sku:unknown")), true);
        ask("unknown");
        assertThat(source.count()).isEqualTo(2);
    }

    @Test
    void invalidatesByPartAndBySite() {
        fill("a");
        assertThat(cache.invalidate(new Invalidation.Selection(Set.of("part:stock", "site:Other")), false))
                .isZero();
        assertThat(cache.invalidate(new Invalidation.Selection(Set.of("site:WeftEU")), false))
                .isEqualTo(1);
        fill("b");
        assertThat(cache.invalidate(new Invalidation.Selection(Set.of("part:price")), false))
                .isEqualTo(1);
        assertThat(cache.entries()).isZero();
    }

    @Test
    void invalidatesOnePartOfOneProduct() {
        fill("a");
        fill("b");
        assertThat(cache.invalidate(new Invalidation.Selection(Set.of("stock:a", "price:other")), false))
                .isZero();
        assertThat(cache.invalidate(new Invalidation.Selection(Set.of("price:a")), false))
                .isEqualTo(1);
        assertThat(ask("b").result().get("b").stale()).isFalse();
    }

    @Test
    void whatWasAskedBeforeAnInvalidationIsNotKeptAsFresh() {
        Future<Map<String, Aged<String>>> asked = ask("a");
        cache.invalidate(new Invalidation.Selection(Set.of("sku:a")), false);
        source.question(0).answer("from before the change", clock.nanos());
        assertThat(asked.succeeded()).isTrue();
        ask("a");
        assertThat(source.count()).isEqualTo(2);
    }

    @Test
    void countsHowItAnswered() {
        Map<CacheListener.Outcome, Integer> counted = new HashMap<>();
        PartCache<String, String> counting = new PartCache<>(
                "price",
                "price",
                FRESHNESS,
                10_000,
                String::length,
                clock,
                new CacheListener() {
                    @Override
                    public void answered(String layer, Outcome outcome) {
                        counted.merge(outcome, 1, Integer::sum);
                    }
                },
                source);
        counting.fetch(Set.of("a"), EUROPE, clock.request(1_000));
        source.question(0).answer("v", clock.nanos());
        counting.fetch(Set.of("a"), EUROPE, clock.request(1_000));
        clock.passMillis(STALE);
        counting.fetch(Set.of("a"), EUROPE, clock.request(1_000));
        assertThat(counted)
                .isEqualTo(Map.of(
                        CacheListener.Outcome.MISS, 1, CacheListener.Outcome.HIT, 1, CacheListener.Outcome.STALE, 1));
    }

    private void fill(String key) {
        int next = source.count();
        ask(key);
        source.question(next).answer("v", clock.nanos());
    }

    private Future<Map<String, Aged<String>>> ask(String... keys) {
        return cache.fetch(Set.of(keys), EUROPE, clock.request(1_000));
    }

    private PartCache<String, String> cache(Freshness freshness, long bytes) {
        return new PartCache<>("price", "price", freshness, bytes, String::length, clock, CacheListener.NONE, source);
    }
}
