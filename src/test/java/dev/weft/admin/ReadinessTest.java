package dev.weft.admin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadinessTest {
    private final Readiness readiness = new Readiness();

    @Test
    void aProcessThatDrainsIsNotReadyAgainHoweverLateItsStartEnds() {
        readiness.waitingFor("the store");
        readiness.draining();
        readiness.ready();
        readiness.waitingFor("the store");
        assertThat(readiness.now()).isEqualTo(new Readiness.Now(Readiness.State.DRAINING, ""));
    }

    @Test
    void whatIsWaitedForIsTold() {
        assertThat(readiness.now()).isEqualTo(new Readiness.Now(Readiness.State.STARTING, ""));
        readiness.waitingFor("the store");
        assertThat(readiness.now()).isEqualTo(new Readiness.Now(Readiness.State.STARTING, "the store"));
        readiness.ready();
        readiness.waitingFor("the store");
        assertThat(readiness.now()).isEqualTo(new Readiness.Now(Readiness.State.READY, ""));
    }
}
