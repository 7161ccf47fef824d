package dev.weft.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kernel.Failure;
import dev.weft.outbox.OutboxStore.State;
import dev.weft.resilience.Rate;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RelayTest {
    private final RelayBench bench = new RelayBench();

    @Test
    void sendsWithinMillisecondsOfBeingTold() {
        Relay relay = bench.started(RelayBench.lane("erp", 4));
        bench.clock.pass(Duration.ofSeconds(30)); // idle for long
        String entry = bench.outbox.write("erp", "A");
        relay.written(List.of("erp"));
        bench.clock.passMillis(10);
        assertThat(bench.outbox.row(entry).state()).isEqualTo(State.DONE);
        assertThat(bench.outbox.row(entry).result()).isEqualTo("number of " + entry);
    }

    @Test
    void sendsWithinASecondWithoutBeingTold() {
        bench.started(RelayBench.lane("erp", 4));
        bench.clock.pass(Duration.ofSeconds(30));
        bench.outbox.write("erp", "A");
        bench.clock.pass(Duration.ofMillis(1010));
        assertThat(bench.outbox.in(State.DONE)).isOne();
    }

    @Test
    void looksAboutOnceASecondWhenIdle() {
        bench.started(RelayBench.lane("erp", 4));
        bench.clock.pass(Duration.ofSeconds(10));
        int before = bench.outbox.claims;
        bench.clock.pass(Duration.ofSeconds(60));
        assertThat(bench.outbox.claims - before).isBetween(59, 61);
    }

    @Test
    void oneAggregateGoesInOrderAcrossLanesAndOthersBesideIt() {
        bench.erp.takes = Duration.ofMillis(100);
        String first = bench.outbox.write("erp", "A");
        String second = bench.outbox.write("loyalty", "A");
        String third = bench.outbox.write("erp", "A");
        bench.outbox.write("erp", "B");
        bench.started(RelayBench.lane("erp", 4), RelayBench.lane("loyalty", 4));
        bench.clock.passMillis(99);
        assertThat(bench.erp.mostUnderWay).isEqualTo(2);
        assertThat(bench.loyalty.calls).isEmpty();
        bench.clock.passMillis(250);
        assertThat(bench.erp.log()).containsSubsequence("send " + first, "send " + third);
        assertThat(bench.outbox.row(second).state()).isEqualTo(State.DONE);
        assertThat(bench.outbox.row(third).state()).isEqualTo(State.DONE);
    }

    @Test
    void neverMoreAtOnceThanTheLaneMay() {
        bench.erp.takes = Duration.ofMillis(50);
        for (int i = 0; i < 40; i++) {
            bench.outbox.write("erp", "A" + i);
        }
        bench.started(RelayBench.lane("erp", 3));
        bench.clock.pass(Duration.ofSeconds(2));
        assertThat(bench.outbox.in(State.DONE)).isEqualTo(40);
        assertThat(bench.erp.mostUnderWay).isEqualTo(3);
    }

    @Test
    void keepsTheRateTheBackendGrants() {
        for (int i = 0; i < 200; i++) {
            bench.outbox.write("erp", "A" + i);
        }
        bench.started(LaneSettings.of("erp", 16, new Rate(20, Duration.ofSeconds(1), 1)));
        bench.clock.pass(Duration.ofSeconds(5));
        assertThat(bench.erp.sends()).isBetween(95L, 101L);
        Map<Long, Integer> bySecond = new HashMap<>();
        bench.erp.calls.forEach(call -> bySecond.merge(call.millis() / 1000, 1, Integer::sum));
        assertThat(bySecond.values()).allMatch(count -> count <= 21);
    }

    @Test
    void aDoubtIsAskedAboutAfterTheLagAndWhatIsThereIsNotSentAgain() {
        bench.erp.send = entry -> {
            bench.erp.apply(entry);
            return OtherSystem.uncertain();
        };
        String entry = bench.outbox.write("erp", "A");
        bench.started(RelayBench.lane("erp", 4));
        bench.clock.passMillis(2900);
        assertThat(bench.erp.log()).containsExactly("send " + entry);
        bench.clock.passMillis(1200);
        assertThat(bench.erp.log()).containsExactly("send " + entry, "ask " + entry);
        assertThat(bench.outbox.row(entry).state()).isEqualTo(State.DONE);
        assertThat(bench.erp.applied).containsEntry(entry, 1);
    }

    @Test
    void provenAbsenceLeadsToASend() {
        bench.erp.send = entry -> OtherSystem.uncertain();
        String entry = bench.outbox.write("erp", "A");
        bench.started(RelayBench.lane("erp", 4));
        bench.erp.send = bench.erp::apply;
        bench.clock.pass(Duration.ofSeconds(5));
        assertThat(bench.erp.log()).containsExactly("send " + entry, "ask " + entry, "send " + entry);
        assertThat(bench.erp.applied).containsEntry(entry, 1);
    }

    @Test
    void aQuestionThatFailsLeavesTheDoubt() {
        bench.erp.send = entry -> OtherSystem.uncertain();
        bench.erp.ask = entry -> OtherSystem.uncertain();
        String entry = bench.outbox.write("erp", "A");
        bench.started(RelayBench.lane("erp", 4));
        bench.clock.pass(Duration.ofMinutes(5));
        assertThat(bench.erp.sends()).isOne();
        assertThat(bench.erp.asks()).isGreaterThan(4);
        assertThat(bench.outbox.row(entry).state()).isNotEqualTo(State.PARKED);
        bench.erp.ask = bench.erp::found;
        bench.erp.send = bench.erp::apply;
        bench.clock.pass(Duration.ofMinutes(2));
        assertThat(bench.erp.sends()).isEqualTo(2);
        assertThat(bench.outbox.row(entry).state()).isEqualTo(State.DONE);
    }

    @Test
    void askingDoesNotPutOffTheEndOfTheLag() {
        bench.erp.send = entry -> OtherSystem.uncertain();
        bench.erp.ask = entry -> OtherSystem.uncertain();
        bench.outbox.write("erp", "A");
        bench.started(RelayBench.lane("erp", 4));
        bench.clock.passMillis(4000);
        bench.erp.ask = bench.erp::found;
        bench.erp.send = bench.erp::apply;
        bench.clock.pass(Duration.ofSeconds(2)); // the next question comes within a jitter, not a lag, and is believed
        assertThat(bench.outbox.in(State.DONE)).isOne();
    }

    @Test
    void whatACrashedProcessHeldIsAskedAboutFirst() {
        String entry = bench.outbox.write("erp", "A");
        bench.outbox.claim("erp", List.of("site"), 1, Duration.ofSeconds(45));
        bench.started(RelayBench.lane("erp", 4));
        bench.clock.pass(Duration.ofSeconds(44));
        assertThat(bench.erp.calls).isEmpty();
        bench.clock.pass(Duration.ofSeconds(3)); // the lease is over, the lag is not
        assertThat(bench.erp.calls).isEmpty();
        bench.clock.pass(Duration.ofSeconds(3));
        assertThat(bench.erp.log()).containsExactly("ask " + entry, "send " + entry);
    }

    @Test
    void aCallThatNeverEndsIsADoubt() {
        bench.erp.takes = Duration.ofDays(1);
        String entry = bench.outbox.write("erp", "A");
        bench.started(RelayBench.lane("erp", 4));
        bench.clock.pass(Duration.ofSeconds(11));
        assertThat(bench.outbox.row(entry).lastError()).contains("timeout");
        bench.erp.takes = Duration.ZERO;
        bench.clock.pass(Duration.ofSeconds(10));
        assertThat(bench.erp.log()).containsExactly("send " + entry, "ask " + entry, "send " + entry);
    }

    @Test
    void itsOwnFaultsSetAnEntryAsideAndHoldUpOnlyItsAggregate() {
        String poison = bench.outbox.write("erp", "A");
        String behind = bench.outbox.write("erp", "A");
        String other = bench.outbox.write("erp", "B");
        bench.erp.send = entry -> entry.id().equals(poison) ? OtherSystem.fault() : bench.erp.apply(entry);
        bench.started(RelayBench.lane("erp", 4));
        bench.clock.pass(Duration.ofMinutes(10));
        assertThat(bench.outbox.row(poison).state()).isEqualTo(State.PARKED);
        assertThat(bench.outbox.row(poison).attempt()).isEqualTo(LaneSettings.ATTEMPTS);
        assertThat(bench.outbox.row(poison).lastError()).contains("refused");
        assertThat(bench.outbox.row(behind).state()).isEqualTo(State.WAITING);
        assertThat(bench.outbox.row(other).state()).isEqualTo(State.DONE);
    }

    @Test
    void aQuestionThatIsRefusedForGoodSetsItsEntryAsideAndNothingElse() {
        String poison = bench.outbox.write("erp", "A");
        bench.erp.send = entry -> entry.id().equals(poison) ? OtherSystem.uncertain() : bench.erp.apply(entry);
        bench.erp.ask = entry -> OtherSystem.notTold(Failure.Reason.REFUSED);
        bench.started(RelayBench.lane("erp", 4));
        bench.clock.pass(Duration.ofMinutes(10));
        assertThat(bench.outbox.row(poison).state()).isEqualTo(State.PARKED);
        assertThat(bench.outbox.row(poison).lastError()).contains("in doubt", "refused");
        assertThat(bench.erp.sends()).isOne();
        assertThat(bench.heard).containsExactly("parked " + poison);
    }

    @Test
    void whatOurOwnSideCannotDoIsTriedAgainForAsLongAsItTakes() {
        bench.erp.send = entry -> OtherSystem.notTried();
        String entry = bench.outbox.write("erp", "A");
        bench.started(RelayBench.lane("erp", 4));
        bench.clock.pass(Duration.ofMinutes(30));
        assertThat(bench.outbox.row(entry).state()).isEqualTo(State.WAITING);
        assertThat(bench.outbox.row(entry).faults()).isZero();
        bench.erp.send = bench.erp::apply;
        bench.clock.pass(Duration.ofMinutes(2));
        assertThat(bench.outbox.row(entry).state()).isEqualTo(State.DONE);
        assertThat(bench.erp.asks())
                .as("nobody was called, so there is no doubt")
                .isZero();
    }

    @Test
    void aDoubtStaysOneWhereOurOwnSideCannotAsk() {
        bench.erp.send = entry -> OtherSystem.uncertain();
        bench.erp.ask = entry -> OtherSystem.notTried();
        String entry = bench.outbox.write("erp", "A");
        bench.started(RelayBench.lane("erp", 4));
        bench.clock.pass(Duration.ofMinutes(30));
        assertThat(bench.erp.sends()).isOne();
        assertThat(bench.outbox.row(entry).state()).isEqualTo(State.WAITING);
    }

    @Test
    void aRefusalSetsItAsideAtOnceAndAReleaseAsksFirst() {
        bench.erp.send = entry -> OtherSystem.refused();
        String entry = bench.outbox.write("erp", "A");
        Relay relay = bench.started(RelayBench.lane("erp", 4));
        assertThat(bench.outbox.row(entry).state()).isEqualTo(State.PARKED);
        assertThat(bench.outbox.row(entry).lastError()).isEqualTo("no such customer");
        assertThat(bench.heard).containsExactly("parked " + entry);
        bench.erp.send = bench.erp::apply;
        bench.clock.pass(Duration.ofSeconds(10));
        assertThat(bench.outbox.release(entry, "ann").result()).isTrue();
        relay.written(List.of("erp"));
        bench.clock.passMillis(10);
        assertThat(bench.erp.log()).containsExactly("send " + entry, "ask " + entry, "send " + entry);
    }

    @Test
    void pausesBetweenAttemptsAreJitteredAndCapped() {
        bench.chance = 0.999;
        bench.erp.send = entry -> OtherSystem.down();
        bench.outbox.write("erp", "A");
        bench.started(RelayBench.lane("erp", 4));
        bench.clock.pass(Duration.ofMinutes(20));
        List<OtherSystem.Called> calls = bench.erp.calls;
        long last = calls.get(calls.size() - 1).millis()
                - calls.get(calls.size() - 2).millis();
        assertThat(last).isBetween(59_000L, 61_500L);
        assertThat(calls.get(1).millis() - calls.get(0).millis()).isLessThan(1500);
    }

    @Test
    void sharesNothingWithSitesItWasNotGiven() {
        bench.outbox.write("erp", "A", "elsewhere");
        bench.started(RelayBench.lane("erp", 4));
        bench.clock.pass(Duration.ofSeconds(5));
        assertThat(bench.erp.calls).isEmpty();
    }

    @Test
    void tellsHowMuchWaits() {
        bench.erp.send = entry -> OtherSystem.refused();
        bench.outbox.write("erp", "A");
        bench.outbox.write("erp", "A");
        java.util.concurrent.atomic.AtomicReference<List<OutboxStore.LaneDepth>> told =
                new java.util.concurrent.atomic.AtomicReference<>(List.of());
        Relay relay = new Relay(
                List.of(new Relay.LanePlan(RelayBench.lane("erp", 4), bench.erp)),
                Runnable::run,
                new RelayParts(
                        bench.outbox,
                        List.of("site"),
                        bench.clock,
                        java.time.Clock.fixed(java.time.Instant.EPOCH, java.time.ZoneOffset.UTC),
                        bench.clock,
                        () -> 0.5,
                        new RelayListener() {
                            @Override
                            public void depths(List<OutboxStore.LaneDepth> depths) {
                                told.set(depths);
                            }
                        }));
        relay.start();
        bench.clock.pass(Duration.ofSeconds(6));
        assertThat(told.get())
                .containsExactly(new OutboxStore.LaneDepth("erp", 1, 1, Optional.of(java.time.Instant.EPOCH)));
    }

    @Test
    void aBacklogCostsAClaimPerHandfulOfEntries() {
        for (int i = 0; i < 2000; i++) {
            bench.outbox.write("erp", "A" + i);
        }
        bench.erp.takes = Duration.ofMillis(40);
        bench.started(LaneSettings.of("erp", 8, new Rate(100, Duration.ofSeconds(1), 8)));
        bench.clock.pass(Duration.ofSeconds(21));
        assertThat(bench.outbox.in(State.DONE)).isEqualTo(2000);
        assertThat(bench.outbox.claims).isLessThan(2000 / 3);
    }

    @Test
    void stoppingGivesBackWhatWasNotSentAndWaitsForTheRest() {
        bench.erp.takes = Duration.ofSeconds(2);
        for (int i = 0; i < 4; i++) {
            bench.outbox.write("erp", "A" + i);
        }
        Relay relay = bench.started(LaneSettings.of("erp", 4, new Rate(2, Duration.ofSeconds(1), 2)));
        assertThat(bench.erp.sends()).isEqualTo(2); // the others wait for a permit
        Future<Void> stopped = relay.stop(Duration.ofSeconds(10));
        bench.clock.passMillis(1900);
        assertThat(stopped.isComplete()).isFalse();
        bench.clock.passMillis(200);
        assertThat(stopped.succeeded()).isTrue();
        assertThat(bench.outbox.in(State.DONE)).isEqualTo(2);
        assertThat(bench.outbox.in(State.WAITING)).isEqualTo(2);
        bench.clock.pass(Duration.ofMinutes(5));
        assertThat(bench.erp.sends()).isEqualTo(2);
    }

    @Test
    void stoppingDoesNotWaitForEver() {
        bench.erp.takes = Duration.ofDays(1);
        bench.outbox.write("erp", "A");
        Relay relay = bench.started(RelayBench.lane("erp", 4));
        Future<Void> stopped = relay.stop(Duration.ofSeconds(3));
        bench.clock.pass(Duration.ofSeconds(4));
        assertThat(stopped.succeeded()).isTrue();
    }
}
