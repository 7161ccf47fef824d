package dev.weft.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kernel.Failure;
import dev.weft.kernel.Failure.Reason;
import dev.weft.outbox.OutboxStore.State;
import dev.weft.resilience.Rate;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RelayDarkTest {
    private final RelayBench bench = new RelayBench();

    private void write(int entries) {
        for (int i = 0; i < entries; i++) {
            bench.outbox.write("erp", "A" + i);
        }
    }

    @Test
    void aDarkBackendIsProbedEveryTwoSecondsAndNobodyElseIsTouched() {
        bench.erp.send = entry -> OtherSystem.down();
        write(500);
        bench.started(RelayBench.lane("erp", 8));
        bench.clock.pass(Duration.ofSeconds(1));
        assertThat(bench.heard).containsExactly("erp dark");
        long before = bench.erp.sends();
        assertThat(before).isLessThanOrEqualTo(18);
        bench.clock.pass(Duration.ofMinutes(10));
        assertThat(bench.erp.sends() - before).isBetween(275L, 301L);
        assertThat(bench.erp.mostUnderWay).isLessThanOrEqualTo(8);
        List<OtherSystem.Called> probes = bench.erp.calls.subList((int) before, bench.erp.calls.size());
        for (int i = 1; i < probes.size(); i++) {
            assertThat(probes.get(i).millis() - probes.get(i - 1).millis()).isGreaterThanOrEqualTo(2000);
        }
        assertThat(bench.outbox.in(State.PARKED)).isZero();
    }

    @Test
    void whoeverAsksIsToldWhichLanesAreDark() {
        Relay relay = bench.started(RelayBench.lane("erp", 8), RelayBench.lane("loyalty", 8));
        assertThat(relay.dark("erp")).isFalse();
        bench.erp.send = entry -> OtherSystem.down();
        write(20);
        relay.written(List.of("erp"));
        bench.clock.pass(Duration.ofSeconds(5));
        assertThat(relay.dark("erp")).isTrue();
        assertThat(relay.dark("loyalty")).isFalse();
        assertThat(relay.dark("nobody's")).isFalse();
        bench.erp.send = bench.erp::apply;
        bench.clock.pass(Duration.ofSeconds(5));
        assertThat(relay.dark("erp")).isFalse();
    }

    /** It answers, but with errors that may come after it was done. */
    @Test
    void anOutageOf503sIsProbedAsAnyOtherAndLeavesOnlyWhatWasSentInDoubt() {
        bench.erp.send = entry -> OtherSystem.notTold(Reason.SERVER_ERROR);
        bench.erp.ask = entry -> OtherSystem.notTold(Reason.OVERLOADED);
        write(2000);
        bench.started(RelayBench.lane("erp", 8));
        bench.clock.pass(Duration.ofSeconds(1));
        assertThat(bench.heard).containsExactly("erp dark");
        int before = bench.erp.calls.size();
        assertThat(before).isLessThanOrEqualTo(18);
        bench.clock.pass(Duration.ofMinutes(10));
        assertThat(bench.erp.calls.size() - before).isBetween(275, 301);
        Set<String> sent = new HashSet<>();
        bench.erp.calls.stream().filter(call -> call.what().equals("send")).forEach(call -> sent.add(call.entry()));
        assertThat(bench.outbox.inDoubt()).isEqualTo(sent).hasSizeLessThan(320);
        assertThat(bench.outbox.in(State.PARKED)).isZero();

        bench.erp.send = bench.erp::apply;
        bench.erp.ask = bench.erp::found;
        bench.clock.pass(Duration.ofMinutes(3));
        assertThat(bench.outbox.in(State.DONE)).isEqualTo(2000);
        assertThat(bench.erp.applied.values()).allMatch(times -> times == 1);
    }

    @Test
    void aSystemThatFindsNothingAndTakesNothingStaysDarkUntilItTakesSomething() {
        bench.erp.send = entry -> OtherSystem.notTold(Reason.SERVER_ERROR);
        write(20);
        bench.started(RelayBench.lane("erp", 8));
        bench.clock.pass(Duration.ofMinutes(5));
        assertThat(bench.heard).containsExactly("erp dark");
        int before = bench.erp.calls.size();
        bench.clock.pass(Duration.ofMinutes(1));
        assertThat(bench.erp.asks()).isPositive();
        assertThat(bench.erp.calls.size() - before).isLessThanOrEqualTo(60);
        bench.erp.send = bench.erp::apply;
        bench.clock.pass(Duration.ofMinutes(3));
        assertThat(bench.heard).containsExactly("erp dark", "erp light");
        assertThat(bench.outbox.in(State.DONE)).isEqualTo(20);
    }

    @Test
    void whatIsKnownWithoutAskingIsNoSignOfLife() {
        bench.erp.lag = Duration.ZERO;
        bench.erp.send = entry -> OtherSystem.notTold(Reason.SERVER_ERROR);
        bench.erp.ask = entry ->
                new Outcome.NotApplied(Failure.of(Reason.NOT_FOUND, "weft", "harmless, so nobody is asked"), false);
        write(3);
        bench.started(RelayBench.lane("erp", 8));
        bench.clock.pass(Duration.ofMinutes(1));
        assertThat(bench.heard).containsExactly("erp dark");
        assertThat(bench.erp.sends()).isLessThanOrEqualTo(12 + 30);
    }

    @Test
    void aBlackHoleIsProbedOneAtATime() {
        bench.erp.takes = Duration.ofSeconds(9);
        bench.erp.send = entry -> OtherSystem.uncertain();
        bench.erp.ask = entry -> OtherSystem.uncertain();
        write(50);
        bench.started(RelayBench.lane("erp", 8));
        bench.clock.pass(Duration.ofSeconds(40));
        assertThat(bench.heard).containsExactly("erp dark");
        bench.erp.mostUnderWay = 0;
        int before = bench.erp.calls.size();
        bench.clock.pass(Duration.ofSeconds(90));
        assertThat(bench.erp.mostUnderWay).isEqualTo(1);
        assertThat(bench.erp.calls.size() - before).isBetween(8, 11);
    }

    @Test
    void drainsAtItsRateOnceTheBackendIsBack() {
        bench.erp.send = entry -> OtherSystem.down();
        write(1000);
        bench.started(LaneSettings.of("erp", 8, new Rate(50, Duration.ofSeconds(1), 5)));
        bench.clock.pass(Duration.ofMinutes(1));
        bench.erp.send = bench.erp::apply;
        bench.erp.takes = Duration.ofMillis(20);
        bench.clock.pass(Duration.ofSeconds(2));
        assertThat(bench.heard).containsExactly("erp dark", "erp light");
        long done = bench.outbox.in(State.DONE);
        bench.clock.pass(Duration.ofSeconds(10));
        assertThat(bench.outbox.in(State.DONE) - done).isBetween(480L, 505L);
        bench.clock.pass(Duration.ofMinutes(2));
        assertThat(bench.outbox.in(State.DONE)).isEqualTo(1000);
        assertThat(bench.erp.applied.values()).allMatch(times -> times == 1);
    }

    @Test
    void oneAnswerAfterADarknessDoesNotLetACrowdIn() {
        bench.erp.send = entry -> OtherSystem.down();
        write(100);
        bench.started(RelayBench.lane("erp", 8));
        bench.clock.pass(Duration.ofSeconds(10));
        int before = bench.erp.calls.size();
        int[] answers = {1};
        bench.erp.send = entry -> answers[0]-- > 0 ? bench.erp.apply(entry) : OtherSystem.down();
        bench.clock.pass(Duration.ofSeconds(10));
        assertThat(bench.erp.calls.size() - before).isLessThanOrEqualTo(12);
        assertThat(bench.heard).containsExactly("erp dark", "erp light", "erp dark");
    }

    @Test
    void aBackendThatLosesMostOfItsCallsStillGetsThemAllAndIsNotCalledDark() {
        Random chance = new Random(7);
        bench.erp.takes = Duration.ofMillis(100);
        bench.erp.send = entry -> {
            int dice = chance.nextInt(100);
            Outcome outcome = dice < 90 ? bench.erp.apply(entry) : OtherSystem.uncertain();
            return dice < 45 ? outcome : OtherSystem.uncertain();
        };
        bench.erp.ask = bench.erp::found;
        write(2000);
        bench.started(RelayBench.lane("erp", 16));
        bench.clock.pass(Duration.ofMinutes(5));
        assertThat(bench.outbox.in(State.DONE)).isEqualTo(2000);
        assertThat(bench.heard).isEmpty();
        assertThat(bench.erp.applied.values()).allMatch(times -> times == 1);
    }

    @Test
    void whatOurOwnSideCannotDoSaysNothingOfTheBackend() {
        bench.erp.send = entry -> OtherSystem.notTried();
        write(50);
        bench.started(RelayBench.lane("erp", 8));
        bench.clock.pass(Duration.ofMinutes(1));
        assertThat(bench.heard).as("it is not called dark").isEmpty();

        bench.erp.send = entry -> OtherSystem.down();
        bench.clock.pass(Duration.ofMinutes(2));
        assertThat(bench.heard).containsExactly("erp dark");
        bench.erp.send = entry -> OtherSystem.notTried();
        bench.clock.pass(Duration.ofMinutes(2));
        assertThat(bench.heard).as("nor light again").containsExactly("erp dark");
    }

    @Test
    void anotherLaneGoesOnBesideADarkOne() {
        bench.erp.send = entry -> OtherSystem.down();
        write(20);
        bench.started(RelayBench.lane("erp", 4), RelayBench.lane("loyalty", 4));
        bench.clock.pass(Duration.ofSeconds(5));
        bench.outbox.write("loyalty", "B");
        bench.clock.pass(Duration.ofMillis(1100));
        assertThat(bench.loyalty.sends()).isOne();
    }

    @Test
    void aDarkStoreIsLeftAloneMoreAndMore() {
        bench.started(RelayBench.lane("erp", 4));
        bench.outbox.dark = true;
        bench.clock.pass(Duration.ofSeconds(30));
        int before = bench.outbox.claims;
        bench.clock.pass(Duration.ofSeconds(60));
        assertThat(bench.outbox.claims - before).isBetween(10, 25);
        bench.outbox.dark = false;
        bench.outbox.write("erp", "A");
        bench.clock.pass(Duration.ofSeconds(5));
        assertThat(bench.erp.sends()).isOne();
    }

    @Test
    void anEndThatCannotBeWrittenIsTriedAgainWhileTheLeaseLastsAndNoLonger() {
        bench.erp.send = entry -> {
            bench.outbox.dark = true;
            return bench.erp.apply(entry);
        };
        String entry = bench.outbox.write("erp", "A");
        bench.started(RelayBench.lane("erp", 4));
        bench.clock.pass(Duration.ofSeconds(10));
        bench.outbox.dark = false;
        bench.clock.pass(Duration.ofSeconds(1));
        assertThat(bench.outbox.row(entry).state()).isEqualTo(State.DONE);

        String late = bench.outbox.write("erp", "B");
        bench.clock.pass(Duration.ofMinutes(2)); // far beyond the lease
        assertThat(bench.heard).containsExactly("lost");
        bench.outbox.dark = false;
        bench.clock.pass(Duration.ofSeconds(10));
        assertThat(bench.outbox.row(late).state()).isEqualTo(State.DONE);
        assertThat(bench.erp.applied).containsEntry(late, 1);
        assertThat(bench.erp.log()).endsWith("ask " + late);
    }

    @Test
    void aClaimAnsweredTooLateSendsNothing() {
        Promise<List<Entry>> answer = Promise.promise();
        List<Entry> leased = new ArrayList<>();
        String entry = bench.outbox.write("erp", "A");
        slowlyClaimed(answer, leased);
        bench.clock.pass(Duration.ofSeconds(36)); // 45 of lease, less 10 for a call and 1 to write it down
        answer.complete(leased);
        bench.clock.passMillis(10);
        assertThat(bench.erp.calls).isEmpty();
        assertThat(bench.outbox.row(entry).state()).isEqualTo(State.WAITING);
    }

    @Test
    void aProcessThatSleptThroughItsLeaseWritesNothing() {
        Promise<List<Entry>> answer = Promise.promise();
        List<Entry> leased = new ArrayList<>();
        String entry = bench.outbox.write("erp", "A");
        slowlyClaimed(answer, leased);
        bench.sleep(Duration.ofSeconds(60));
        answer.complete(leased);
        bench.clock.passMillis(10);
        assertThat(bench.erp.calls).isEmpty();
        assertThat(bench.heard).containsExactly("lost");
        assertThat(bench.outbox.row(entry).state()).isEqualTo(State.LEASED);
    }

    /** Starts a relay whose first claim is granted at once, and answered when {@code answer} is completed. */
    private void slowlyClaimed(Promise<List<Entry>> answer, List<Entry> leased) {
        OutboxStore slow = new ForwardingOutbox(bench.outbox) {
            private boolean first = true;

            @Override
            public Future<List<Entry>> claim(String lane, Collection<String> sites, int limit, Duration lease) {
                if (!first) {
                    return Future.succeededFuture(List.of());
                }
                first = false;
                bench.outbox.claim(lane, sites, limit, lease).onSuccess(leased::addAll);
                return answer.future();
            }
        };
        bench.relay(slow, RelayBench.lane("erp", 4)).start();
        bench.clock.passMillis(1);
    }

    @Test
    void aStoreWhoseClockIsAnotherOneChangesNothing() {
        bench.outbox.clockAhead(Duration.ofHours(3));
        bench.erp.send = entry -> OtherSystem.uncertain();
        String entry = bench.outbox.write("erp", "A");
        bench.started(RelayBench.lane("erp", 4));
        bench.clock.passMillis(2900);
        assertThat(bench.erp.asks()).isZero();
        bench.erp.send = bench.erp::apply;
        bench.clock.passMillis(1200);
        assertThat(bench.erp.log()).containsExactly("send " + entry, "ask " + entry, "send " + entry);
    }

    @Test
    void fortyPercentDoubtLosesAndDoublesNothing() {
        java.util.Random chance = new java.util.Random(7);
        bench.erp.takes = Duration.ofMillis(30);
        bench.erp.send = entry -> {
            double dice = chance.nextDouble();
            if (dice < 0.3) {
                bench.erp.apply(entry);
                return OtherSystem.uncertain();
            }
            return dice < 0.5 ? OtherSystem.uncertain() : bench.erp.apply(entry);
        };
        write(1000);
        bench.started(RelayBench.lane("erp", 8));
        bench.clock.pass(Duration.ofMinutes(5));
        assertThat(bench.outbox.in(State.DONE)).isEqualTo(1000);
        assertThat(bench.erp.applied)
                .hasSize(1000)
                .allSatisfy((entry, times) -> assertThat(times).as(entry).isOne());
    }

    @Test
    void aLeaseTooShortForAQuestionAndASendIsRefused() {
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> new LaneSettings(
                        "erp", 1, RelayBench.FAST, Duration.ofSeconds(20), Duration.ofSeconds(10), 3, 3))
                .hasMessageContaining("lease PT20S");
    }
}
