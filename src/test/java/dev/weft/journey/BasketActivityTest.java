package dev.weft.journey;

import static dev.weft.journey.Baskets.ADA;
import static dev.weft.journey.Baskets.EVA;
import static dev.weft.journey.Baskets.filled;
import static dev.weft.testing.Outcomes.reason;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kernel.Failure;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BasketActivityTest {
    private final HeldBaskets store = new HeldBaskets();
    private final List<String> lost = new ArrayList<>();
    private final BasketActivity activity = new BasketActivity(store, new JourneyListener() {
        @Override
        public void lost(String site) {
            lost.add(site);
        }
    });

    @Test
    void theFirstIsWrittenAtOnceAndWhatComesMeanwhileTogetherEachBasketOnce() {
        Future<Void> first = activity.changed(filled(ADA, "b1", 1));
        Future<Void> second = activity.changed(filled(ADA, "b1", 2));
        Future<Void> other = activity.changed(filled(EVA, "b1", 7));
        Future<Void> third = activity.changed(filled(ADA, "b1", 3));
        assertThat(store.written).containsExactly(List.of(filled(ADA, "b1", 1)));

        store.end();
        assertThat(first.succeeded()).isTrue();
        assertThat(second.isComplete()).isFalse();
        assertThat(store.written).hasSize(2).last().isEqualTo(List.of(filled(EVA, "b1", 7), filled(ADA, "b1", 3)));

        store.end();
        assertThat(List.of(second, other, third)).allMatch(Future::succeeded);
        assertThat(store.written).hasSize(2);
    }

    @Test
    void whatWasDoneAfterAnOrderIsWrittenAfterIt() {
        activity.changed(filled(EVA, "b9", 1));
        activity.changed(filled(ADA, "b1", 1));
        activity.changed(new BasketChange.Ordered(ADA));
        activity.changed(filled(ADA, "b1", 2));
        activity.changed(new BasketChange.Gone(ADA, "b2"));
        store.end();
        assertThat(store.written.get(1))
                .containsExactly(new BasketChange.Ordered(ADA), filled(ADA, "b1", 2), new BasketChange.Gone(ADA, "b2"));
    }

    @Test
    void aStoreThatIsDarkFailsThoseItWasAskedForAndIsAskedAgainForTheNext() {
        Future<Void> first = activity.changed(filled(ADA, "b1", 1));
        Future<Void> second = activity.changed(filled(ADA, "b1", 2));
        store.fail(Failure.of(Failure.Reason.CONNECT, "store", "dark").asException());
        assertThat(reason(first)).isEqualTo(Failure.Reason.CONNECT);
        assertThat(lost).containsExactly("WeftEU");
        assertThat(second.isComplete()).isFalse();
        store.end();
        assertThat(second.succeeded()).isTrue();
    }

    @Test
    void moreThanCanWaitIsRefusedButABasketThatWaitsAlreadyMayChange() {
        activity.changed(filled(ADA, "under way", 1));
        for (int i = 0; i < BasketActivity.MOST_WAITING; i++) {
            activity.changed(filled(ADA, "b" + i, 1));
        }
        assertThat(reason(activity.changed(filled(ADA, "one more", 1)))).isEqualTo(Failure.Reason.SATURATED);
        assertThat(lost).containsExactly("WeftEU");
        assertThat(activity.changed(filled(ADA, "b17", 2)).isComplete()).isFalse();
    }
}
