package dev.weft.journey;

import static dev.weft.journey.Baskets.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kernel.Failure;
import dev.weft.outbox.AfterSend;
import dev.weft.outbox.Entry;
import dev.weft.outbox.NewEntry;
import dev.weft.outbox.Outcome;
import dev.weft.testing.ManualClock;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JourneyDeliveryTest {
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    private final HeldBaskets store = new HeldBaskets();
    private final List<Basket> told = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private Optional<Outcome> answer = Optional.empty();
    private final JourneyDelivery delivery = new JourneyDelivery(
            store,
            (basket, since, context) -> {
                told.add(basket);
                return Future.succeededFuture(answer.orElse(AfterSend.applied("event at " + since)));
            },
            new JourneyListener() {
                @Override
                public void refused(String site, String reason) {
                    refused.add(site + ": " + reason);
                }
            });

    private static Entry entry(String type) {
        NewEntry abandoned = BasketEntries.abandoned(
                "b-1", new BasketStore.Rule("WeftEU", "marketing", Duration.ofHours(1), Duration.ofHours(24)));
        NewEntry what = new NewEntry(
                abandoned.lane(),
                type,
                abandoned.aggregateType(),
                abandoned.aggregateId(),
                abandoned.site(),
                abandoned.payload());
        return new Entry("e", what, 1, 0, 1, Optional.empty(), NOON);
    }

    private static Outcome told(String result) {
        return new Outcome.Applied(result, Optional.of(new BasketTold("b-1")));
    }

    private Outcome sent(String type) {
        return delivery.send(entry(type), new ManualClock().request(1000)).result();
    }

    @Test
    void aBasketThatIsStillLeftBehindIsToldOf() {
        Basket basket = Baskets.of(ADA, "b1", 2);
        store.holds(new BasketStore.Left(basket, NOON));
        assertThat(sent(BasketEntries.ABANDONED)).isEqualTo(told("event at 2026-11-25T12:00:00Z"));
        assertThat(told).containsExactly(basket);
    }

    @Test
    void whatTheToolRefusesIsOverAndCounted() {
        store.holds(new BasketStore.Left(Baskets.of(ADA, "b1", 2), NOON));
        answer = Optional.of(AfterSend.rejected("status 400, code 30003"));
        assertThat(sent(BasketEntries.ABANDONED)).isEqualTo(told("refused: status 400, code 30003"));
        assertThat(refused).containsExactly("WeftEU: status 400, code 30003");
    }

    @Test
    void ofOneThatIsNotAnyMoreNothingIsTold() {
        assertThat(sent(BasketEntries.ABANDONED))
                .isInstanceOfSatisfying(
                        Outcome.Applied.class,
                        applied -> assertThat(applied.effect()).isEmpty());
        assertThat(told).isEmpty();
    }

    @Test
    void aStoreThatIsDarkIsNoFaultOfTheTool() {
        store.goesDark(Failure.of(Failure.Reason.CONNECT, "store", "dark").asException());
        assertThat(sent(BasketEntries.ABANDONED)).isInstanceOf(Outcome.NotTried.class);
        assertThat(told).isEmpty();
    }

    @Test
    void whatMayHaveReachedTheToolIsNotSentAgain() {
        store.holds(new BasketStore.Left(Baskets.of(ADA, "b1", 2), NOON));
        Outcome asked = delivery.ask(entry(BasketEntries.ABANDONED), new ManualClock().request(1000))
                .result();
        assertThat(asked).isEqualTo(told("in doubt: not sent again"));
        assertThat(told).isEmpty();
        assertThat(delivery.lag()).isZero();
    }

    @Test
    void anEntryOfAnotherKindIsRefused() {
        assertThat(sent("order.create")).isInstanceOf(Outcome.Rejected.class);
    }
}
