package dev.weft.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SettingsRulesTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @TestFactory
    Stream<DynamicTest> refusesSettingsThatCannotWork() {
        return Stream.of(
                refused("limit above max", () -> new ResilienceSettings.Limit(9, 1, 8)),
                refused("limit below one", () -> new ResilienceSettings.Limit(0, 0, 0)),
                refused("no failures at all", () -> new ResilienceSettings.Breaker(0, SECOND, SECOND)),
                refused(
                        "a window the breaker cannot count in",
                        () -> new ResilienceSettings.Breaker(5, Duration.ofMillis(999), SECOND)),
                refused("no pause before a probe", () -> new ResilienceSettings.Breaker(5, SECOND, Duration.ZERO)),
                refused("negative attempts", () -> new ResilienceSettings.Retry(-1, 0.2, SECOND)),
                refused("a budget above all", () -> new ResilienceSettings.Retry(1, 1.1, SECOND)),
                refused("a budget that is no number", () -> new ResilienceSettings.Retry(1, Double.NaN, SECOND)),
                refused("negative backoff", () -> new ResilienceSettings.Retry(1, 0.2, Duration.ofMillis(-1))),
                refused("negative window", () -> new ResilienceSettings.Batch(Duration.ofMillis(-1), 50)),
                refused("empty batches", () -> new ResilienceSettings.Batch(SECOND, 0)),
                refused("no permits", () -> new Rate(0, SECOND, 1)),
                refused("no time", () -> new Rate(1, Duration.ZERO, 1)),
                refused("no timeout", () -> ResilienceSettings.defaults(Duration.ZERO)));
    }

    @Test
    void decoratorsSeeTheQuestionInTheOrderTheyAreListed() {
        List<String> seen = new ArrayList<>();
        Call<String, String> call = Decorator.outermostFirst(
                List.of(noting("outer", seen), noting("inner", seen)),
                (question, context) -> Future.succeededFuture(question));
        assertThat(call.invoke("q", new dev.weft.testing.ManualClock().request(10))
                        .result())
                .isEqualTo("q");
        assertThat(seen).containsExactly("outer", "inner");
    }

    private static Decorator<String, String> noting(String name, List<String> seen) {
        return next -> (question, context) -> {
            seen.add(name);
            return next.invoke(question, context);
        };
    }

    private static DynamicTest refused(String name, org.assertj.core.api.ThrowableAssert.ThrowingCallable settings) {
        return DynamicTest.dynamicTest(
                name, () -> assertThatThrownBy(settings).isInstanceOf(IllegalArgumentException.class));
    }
}
