package dev.weft.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.cache.CacheListener.Outcome;
import dev.weft.kernel.Failure;
import dev.weft.testing.ManualClock;
import dev.weft.testing.Outcomes;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Fresh for 10 s, then 20 s stale while revalidating, 60 s stale if rendering fails. */
class ResponseCacheTest {
    private static final CacheKey KEY = CacheKey.of(List.of("k"));
    private static final Freshness FRESHNESS =
            new Freshness(Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(60));
    private static final Freshness SHORT = Freshness.of(Duration.ofSeconds(2));

    private final ManualClock clock = new ManualClock();
    private final ResponseCache cache = new ResponseCache(100_000, clock, CacheListener.NONE);
    private final List<Promise<CachedResponse>> rendering = new ArrayList<>();

    @Test
    void oneLeadsAndTheOthersWaitForIt() {
        Future<Served> leader = get(false);
        Future<Served> second = get(false);
        Future<Served> third = get(false);
        assertThat(rendering).hasSize(1);
        rendering.get(0).complete(complete("v"));
        assertThat(leader.result().outcome()).isEqualTo(Outcome.MISS);
        assertThat(second.result().outcome()).isEqualTo(Outcome.COLLAPSED);
        assertThat(text(third)).isEqualTo("v");
        assertThat(get(false).result().outcome()).isEqualTo(Outcome.HIT);
    }

    @Test
    void aFailureReachesTheWaitersAndTheNextOneLeadsAgain() {
        Future<Served> leader = get(false);
        Future<Served> waiter = get(false);
        rendering.get(0).fail(down());
        assertThat(Outcomes.reason(leader)).isEqualTo(Failure.Reason.CONNECT);
        assertThat(Outcomes.reason(waiter)).isEqualTo(Failure.Reason.CONNECT);
        get(false);
        assertThat(rendering).hasSize(2);
    }

    @Test
    void aRenderingThatThrowsDoesNotBlockItsKeyForEver() {
        Future<Served> broken = cache.get(KEY, false, () -> {
            throw new IllegalStateException("bug");
        });
        assertThat(Outcomes.reason(broken)).isEqualTo(Failure.Reason.INTERNAL);
        Future<Served> next = get(false);
        rendering.get(0).complete(complete("v"));
        assertThat(text(next)).isEqualTo("v");
    }

    @Test
    void aCallerInAHurryNeitherLeadsNorWaits() {
        Future<Served> hurried = get(true);
        Future<Served> patient = get(false);
        assertThat(rendering).hasSize(2);
        rendering.get(0).complete(incomplete("partial"));
        assertThat(hurried.result().outcome()).isEqualTo(Outcome.BYPASS);
        assertThat(patient.isComplete()).isFalse();
        rendering.get(1).complete(complete("whole"));
        assertThat(text(patient)).isEqualTo("whole");
    }

    @Test
    void whatACallerInAHurryGotIsKeptOnlyWhenComplete() {
        get(true);
        rendering.get(0).complete(incomplete("partial"));
        assertThat(cache.fresh(KEY)).isEmpty();
        get(true);
        rendering.get(1).complete(complete("whole"));
        assertThat(cache.fresh(KEY)).isPresent();
    }

    @Test
    void aCallerInAHurryRenewsNothingForOthers() {
        fill("v");
        clock.passMillis(15_000);
        assertThat(get(true).result().outcome()).isEqualTo(Outcome.STALE);
        assertThat(rendering).as("no renewal by the hurried one").hasSize(1);
        assertThat(get(false).result().outcome()).isEqualTo(Outcome.STALE);
        assertThat(rendering).hasSize(2);
    }

    @Test
    void anIncompleteAnswerLivesItsOwnShortTime() {
        get(false);
        rendering.get(0).complete(incomplete("partial"));
        assertThat(get(false).result().response().complete()).isFalse();
        clock.passMillis(2_000);
        assertThat(get(false).isComplete()).isFalse();
    }

    @Test
    void anIncompleteAnswerNeverReplacesACompleteOneThatIsStillFresh() {
        Future<Served> slow = get(false);
        get(true);
        rendering.get(1).complete(complete("whole"));
        rendering.get(0).complete(incomplete("partial"));
        assertThat(text(slow)).isEqualTo("partial");
        assertThat(text(get(false))).isEqualTo("whole");
    }

    @Test
    void aCompleteAnswerReplacesAnIncompleteOne() {
        get(false);
        get(true);
        rendering.get(0).complete(incomplete("partial"));
        rendering.get(1).complete(complete("whole"));
        assertThat(text(get(false))).isEqualTo("whole");
    }

    @Test
    void servesTheOldAnswerWhileOneCallerRenewsIt() {
        fill("old");
        clock.passMillis(15_000);
        for (int i = 0; i < 10; i++) {
            Served stale = get(false).result();
            assertThat(stale.outcome()).isEqualTo(Outcome.STALE);
            assertThat(stale.response().ageSeconds(clock.nanos())).isEqualTo(15);
            assertThat(stale.response().ttlSeconds(clock.nanos())).isEqualTo(-5);
        }
        assertThat(rendering).hasSize(2);
        rendering.get(1).complete(complete("new"));
        assertThat(text(get(false))).isEqualTo("new");
    }

    @Test
    void servesTheOldAnswerWhenRenderingFailsBecauseASourceIsDown() {
        fill("old");
        clock.passMillis(40_000);
        Future<Served> answer = get(false);
        rendering.get(1).fail(down());
        assertThat(answer.result().outcome()).isEqualTo(Outcome.STALE);
        assertThat(text(answer)).isEqualTo("old");
    }

    @Test
    void aRefusalIsNoExcuseForAnOldAnswer() {
        fill("old");
        clock.passMillis(40_000);
        Future<Served> answer = get(false);
        rendering.get(1).fail(Failure.of(Failure.Reason.REFUSED, "erp", "no").asException());
        assertThat(Outcomes.reason(answer)).isEqualTo(Failure.Reason.REFUSED);
    }

    @Test
    void tooOldIsTooOld() {
        fill("old");
        clock.passMillis(71_000);
        Future<Served> answer = get(false);
        rendering.get(1).fail(down());
        assertThat(answer.failed()).isTrue();
    }

    @Test
    void whatMustNotBeKeptIsNot() {
        get(false);
        rendering.get(0).complete(response("v", true, Freshness.NONE));
        assertThat(cache.fresh(KEY)).isEmpty();
        assertThat(cache.entries()).isZero();
    }

    @Test
    void keysDoNotShare() {
        fill("v");
        assertThat(cache.fresh(CacheKey.of(List.of("k", "")))).isEmpty();
    }

    @Test
    void softInvalidationServesOldAndRenewsAndHardForgets() {
        fill("v");
        assertThat(cache.invalidate(new Invalidation.Selection(Set.of("sku:other")), false))
                .isZero();
        assertThat(cache.invalidate(new Invalidation.Selection(Set.of("sku:1")), true))
                .isEqualTo(1);
        assertThat(cache.fresh(KEY)).isEmpty();
        assertThat(get(false).result().outcome()).isEqualTo(Outcome.STALE);
        rendering.get(1).complete(complete("new"));
        assertThat(text(get(false))).isEqualTo("new");
        assertThat(cache.invalidate(new Invalidation.Selection(Set.of("sku:1")), false))
                .isEqualTo(1);
        assertThat(get(false).isComplete()).isFalse();
    }

    @Test
    void whatWasRenderedBeforeAnInvalidationIsNotKeptAsFresh() {
        get(false);
        cache.invalidate(new Invalidation.Selection(Set.of("sku:1")), false);
        rendering.get(0).complete(complete("from before the change"));
        assertThat(cache.fresh(KEY)).isEmpty();
    }

    /** The face waits up to 12 s for an answer to begin, and then for its body. */
    @Test
    void anAnswerThatTookLongerThanInvalidationsAreRememberedIsNotKept() {
        get(false);
        cache.invalidate(new Invalidation.Selection(Set.of("sku:1")), false);
        clock.passMillis(12_000);
        cache.invalidate(new Invalidation.Selection(Set.of("sku:another")), false);
        rendering.get(0).complete(complete("from before the change"));
        assertThat(cache.fresh(KEY)).isEmpty();
        fill("from after it");
        assertThat(cache.fresh(KEY)).isPresent();
    }

    @Test
    void staysWithinItsBytesTagsIncluded() {
        Set<String> tags = new java.util.HashSet<>();
        for (int i = 0; i < 100; i++) {
            tags.add("sku:" + i);
        }
        for (int i = 0; i < 500; i++) {
            CacheKey key = CacheKey.of(List.of("k" + i));
            cache.get(
                    key,
                    false,
                    () -> Future.succeededFuture(
                            new CachedResponse(new byte[100], "\"e\"", true, clock.nanos(), FRESHNESS, tags)));
            assertThat(cache.bytes()).isLessThanOrEqualTo(100_000);
        }
        assertThat(cache.entries()).isBetween(5L, 30L);
    }

    @Test
    void invalidatesEveryRegisteredCache() {
        Invalidation all = new Invalidation();
        ResponseCache one = all.register(new ResponseCache(10_000, clock, CacheListener.NONE));
        ResponseCache two = all.register(new ResponseCache(10_000, clock, CacheListener.NONE));
        for (ResponseCache each : List.of(one, two)) {
            each.get(KEY, false, () -> Future.succeededFuture(complete("v")));
        }
        assertThat(all.invalidate(new Invalidation.Selection(Set.of("sku:1")), false))
                .isEqualTo(2);
        assertThat(all.targets()).hasSize(2);
    }

    private void fill(String text) {
        get(false);
        rendering.get(rendering.size() - 1).complete(complete(text));
    }

    private Future<Served> get(boolean hurried) {
        return cache.get(KEY, hurried, () -> {
            Promise<CachedResponse> render = Promise.promise();
            rendering.add(render);
            return render.future();
        });
    }

    private CachedResponse complete(String text) {
        return response(text, true, FRESHNESS);
    }

    private CachedResponse incomplete(String text) {
        return response(text, false, SHORT);
    }

    private CachedResponse response(String text, boolean complete, Freshness freshness) {
        return new CachedResponse(
                text.getBytes(StandardCharsets.UTF_8),
                "\"" + text + "\"",
                complete,
                clock.nanos(),
                freshness,
                Set.of("sku:1", "site:WeftEU"));
    }

    private static RuntimeException down() {
        return Failure.of(Failure.Reason.CONNECT, "erp", "refused").asException();
    }

    private static String text(Future<Served> served) {
        return new String(served.result().response().body(), StandardCharsets.UTF_8);
    }
}
