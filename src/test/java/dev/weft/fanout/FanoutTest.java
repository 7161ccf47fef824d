package dev.weft.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kernel.Aged;
import dev.weft.kernel.Failure;
import dev.weft.kernel.Part;
import dev.weft.kernel.PartlyFailed;
import dev.weft.testing.ManualClock;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FanoutTest {
    private final ManualClock clock = new ManualClock();
    private final Fanout fanout = new Fanout(clock, clock);

    @Test
    void asksForAllPartsAtOnceAndShowsThemInDeclaredOrder() {
        Promise<String> a = Promise.promise();
        Promise<String> b = Promise.promise();
        List<String> asked = new ArrayList<>();
        Future<Composite> answer = run(
                ask("a", 100, () -> {
                    asked.add("a");
                    return a.future();
                }),
                ask("b", 100, () -> {
                    asked.add("b");
                    return b.future();
                }));
        assertThat(asked).containsExactly("a", "b");
        b.complete("second declared, first to come");
        assertThat(answer.isComplete()).isFalse();
        a.complete("first declared");
        assertThat(names(answer.result())).containsExactly("a", "b");
        assertThat(answer.result().complete()).isTrue();
    }

    @Test
    void aLatePartIsMissingByItsOwnBudgetAndTheOthersGoOn() {
        Promise<String> slow = Promise.promise();
        Promise<String> patient = Promise.promise();
        Future<Composite> answer = run(ask("slow", 50, slow::future), ask("patient", 500, patient::future));
        clock.passMillis(50);
        assertThat(answer.isComplete()).isFalse();
        clock.passMillis(100);
        patient.complete("there");
        assertThat(missing(answer.result(), "slow").failure().reason()).isEqualTo(Failure.Reason.TIMEOUT);
        assertThat(entry(answer.result(), "slow").nanos()).isEqualTo(50_000_000);
        assertThat(value(answer.result(), "patient")).isEqualTo("there");
        assertThat(answer.result().complete()).isFalse();
    }

    @Test
    void aLateAnswerChangesNothingAnyMore() {
        Promise<String> slow = Promise.promise();
        Future<Composite> answer = run(ask("slow", 50, slow::future));
        clock.passMillis(60);
        slow.complete("too late");
        assertThat(missing(answer.result(), "slow").source()).isEqualTo("source of slow");
        assertThat(entry(answer.result(), "slow").nanos()).isEqualTo(50_000_000);
    }

    @Test
    void oneTimerServesAllPartsAndNoneIsLeftBehind() {
        Promise<String> last = Promise.promise();
        Future<Composite> answer = run(
                ask("a", 50, Promise.<String>promise()::future),
                ask("b", 70, Promise.<String>promise()::future),
                ask("c", 90, last::future));
        assertThat(clock.armed()).isEqualTo(1);
        clock.passMillis(75);
        last.complete("in time");
        assertThat(answer.succeeded()).isTrue();
        assertThat(clock.mostArmed()).isEqualTo(1);
        assertThat(clock.armed()).isZero();
    }

    @Test
    void partsThatAreThereAtOnceNeedNoTimer() {
        assertThat(run(ask("a", 50, () -> Future.succeededFuture("now"))).succeeded())
                .isTrue();
        assertThat(clock.mostArmed()).isZero();
        assertThat(run().result().parts()).isEmpty();
    }

    @Test
    void neverFailsWhateverAPartDoes() {
        Future<Composite> answer = run(
                ask("throws", 50, () -> {
                    throw new IllegalStateException("bug");
                }),
                ask("bug", 50, () -> Future.failedFuture(new NullPointerException())),
                ask(
                        "down",
                        50,
                        () -> Future.failedFuture(Failure.of(Failure.Reason.CONNECT, "erp", "refused")
                                .asException())));
        assertThat(missing(answer.result(), "throws").failure().reason()).isEqualTo(Failure.Reason.INTERNAL);
        assertThat(missing(answer.result(), "bug").failure().reason()).isEqualTo(Failure.Reason.INTERNAL);
        assertThat(missing(answer.result(), "down").failure().source()).isEqualTo("erp");
    }

    @Test
    void aPartlyFailedPartIsThereWithAGap() {
        Map<String, Aged<String>> some = Map.of("k", Aged.fresh("v", 0));
        Failure why = Failure.of(Failure.Reason.OVERLOADED, "erp", "HTTP 503");
        Future<Composite> answer = run(ask("a", 50, () -> Future.failedFuture(new PartlyFailed(some, why))));
        Part.Present<Object> part = present(answer.result(), "a");
        assertThat(part.value()).isEqualTo(some);
        assertThat(part.gap()).contains(why);
        assertThat(answer.result().complete()).isFalse();
    }

    @Test
    void namesTheFirstRequiredPartThatIsMissing() {
        Future<String> down = Future.failedFuture(
                Failure.of(Failure.Reason.RESET, "erp", "gone").asException());
        Composite answer = run(
                        ask("optional", 50, () -> down),
                        new Ask<>("required", "erp", new PartRule(true, Duration.ofMillis(50)), context -> down))
                .result();
        Composite.Entry missing = answer.missingRequired().orElseThrow();
        assertThat(missing.name()).isEqualTo("required");
        assertThat(Composite.failureOf(missing).reason()).isEqualTo(Failure.Reason.RESET);
    }

    @ParameterizedTest
    @CsvSource({"1000, 950", "100, 85", "20, 9", "2000, 1950"})
    void everyPartLeavesRoomForRendering(long requestMillis, long partMillis) {
        List<Duration> given = new ArrayList<>();
        Ask<String> patient = new Ask<>("a", "s", new PartRule(false, Duration.ofSeconds(60)), context -> {
            given.add(context.deadline().remaining());
            return Future.succeededFuture("x");
        });
        fanout.run(List.of(patient), clock.request(requestMillis));
        assertThat(given).containsExactly(Duration.ofMillis(partMillis));
    }

    @Test
    void aRequestWithoutTimeLeftGetsItsAnswerAllTheSame() {
        Future<Composite> answer =
                fanout.run(List.of(ask("a", 50, Promise.<String>promise()::future)), clock.request(-5));
        clock.passMillis(1);
        assertThat(missing(answer.result(), "a").failure().reason()).isEqualTo(Failure.Reason.TIMEOUT);
    }

    private Future<Composite> run(Ask<?>... asks) {
        return fanout.run(List.of(asks), clock.request(10_000));
    }

    private static Ask<String> ask(
            String name, long budgetMillis, java.util.function.Supplier<Future<String>> question) {
        return new Ask<>(
                name,
                "source of " + name,
                new PartRule(false, Duration.ofMillis(budgetMillis)),
                context -> question.get());
    }

    private static List<String> names(Composite composite) {
        return composite.parts().stream().map(Composite.Entry::name).toList();
    }

    private static Composite.Entry entry(Composite composite, String name) {
        return composite.parts().stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Object value(Composite composite, String name) {
        return present(composite, name).value();
    }

    private static Part.Present<Object> present(Composite composite, String name) {
        return (Part.Present<Object>) composite.<Object>part(name).orElseThrow();
    }

    private static Part.Missing<Object> missing(Composite composite, String name) {
        return (Part.Missing<Object>) composite.<Object>part(name).orElseThrow();
    }
}
