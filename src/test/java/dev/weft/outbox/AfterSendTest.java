package dev.weft.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kernel.Failure.Reason;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AfterSendTest {
    private static final Set<Reason> OF_THE_SYSTEM = EnumSet.of(
            Reason.TIMEOUT,
            Reason.CONNECT,
            Reason.RESET,
            Reason.BREAKER_OPEN,
            Reason.SATURATED,
            Reason.THROTTLED,
            Reason.OVERLOADED,
            Reason.SERVER_ERROR,
            Reason.UNAUTHORIZED);

    private static Outcome.NotApplied notSent(Throwable cause) {
        return (Outcome.NotApplied) AfterSend.notSent(cause, "erp");
    }

    @Test
    void onlyWhatSpeaksOfTheWholeSystemIsNotTheEntrysOwnFault() {
        for (Reason reason : Reason.values()) {
            assertThat(notSent(OtherSystem.failure(reason).asException()).down())
                    .as(reason.code())
                    .isEqualTo(OF_THE_SYSTEM.contains(reason));
        }
        assertThat(notSent(new IllegalStateException("a bug")).down()).isFalse();
    }

    /** What our own limits hold back was never sent, "later" is a refusal; all else may have been applied. */
    @Test
    void onlyWhatNeverArrivedOrWasRefusedIsSurelyNotApplied() {
        Set<Reason> surely = EnumSet.of(
                Reason.CONNECT,
                Reason.BREAKER_OPEN,
                Reason.SATURATED,
                Reason.THROTTLED,
                Reason.OVERLOADED,
                Reason.UNAUTHORIZED);
        Set<Reason> refused = EnumSet.of(Reason.REFUSED, Reason.NOT_FOUND);
        for (Reason reason : Reason.values()) {
            Outcome outcome = AfterSend.of(OtherSystem.failure(reason).asException(), "erp");
            Class<?> expected = refused.contains(reason)
                    ? Outcome.Rejected.class
                    : surely.contains(reason) ? Outcome.NotApplied.class : Outcome.Uncertain.class;
            assertThat(outcome).as(reason.code()).isInstanceOf(expected);
        }
    }

    @Test
    void whatEverySendNeedsFirstIsNoEntrysFault() {
        Outcome outcome = AfterSend.notReady(OtherSystem.failure(Reason.REFUSED).asException(), "erp");
        assertThat(((Outcome.NotApplied) outcome).down()).isTrue();
    }
}
