package dev.weft.http.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoopDoorTest {
    private double chance = 0;
    private final LoopDoor door =
            new LoopDoor(new Places(Duration.ofMillis(20), 100, () -> 0), 1_000, () -> chance, null);

    @Test
    void productsAreShedAlongTheirCurveAndOrdersAreNot() {
        enter(Priority.PRODUCT, 80);
        assertThat(door.enter(Priority.PRODUCT).taken()).isFalse(); // any chance at all is enough to be shed
        chance = 0.5;
        assertThat(door.enter(Priority.PRODUCT).taken()).isTrue(); // the curve sheds 17 % here
        assertThat(door.enter(Priority.CHECKOUT).taken()).isTrue();
    }

    @Test
    void aFloodOfTheLeastImportantTakesNothingFromTheMostImportant() {
        chance = 0.999;
        while (door.enter(Priority.SEARCH).taken()) {}
        assertThat(enter(Priority.CHECKOUT, 15)).hasSize(15);
    }

    @Test
    void theCeilingHoldsForOrdersToo() {
        chance = 0.999999;
        List<Place> taken = new ArrayList<>();
        Place place = door.enter(Priority.CHECKOUT);
        while (place.taken()) {
            taken.add(place);
            place = door.enter(Priority.CHECKOUT);
        }
        assertThat(taken).hasSizeBetween(95, 100);
        assertThat(place.reason()).isEqualTo("ceiling");
    }

    @Test
    void aPlaceGivenBackIsFreeAgain() {
        List<Place> taken = enter(Priority.PRODUCT, 90);
        taken.forEach(Place::leave);
        assertThat(enter(Priority.PRODUCT, 70)).hasSize(70);
    }

    @Test
    void bodiesOnTheirWayHaveABoundTogetherHoweverManyThereAre() {
        List<Place> taken = enter(Priority.BASKET, 3);
        assertThat(taken.get(0).keeps(600)).isTrue();
        assertThat(taken.get(1).keeps(300)).isTrue();
        assertThat(taken.get(2).keeps(101)).isFalse();
        assertThat(taken.get(2).keeps(100)).isTrue();
        taken.get(0).dropped(600);
        assertThat(taken.get(1).keeps(600)).isTrue();
        assertThat(taken.get(1).keeps(1)).isFalse();
    }

    /** A request that waits for its body holds no place, and is not asked again once it is here. */
    @Test
    void whoStepsAsideLeavesItsPlaceToOthersAndComesBackUnasked() {
        List<Place> taken = enter(Priority.CHECKOUT, 95);
        taken.forEach(Place::leave);
        assertThat(enter(Priority.CHECKOUT, 95)).hasSize(95);
        taken.forEach(Place::again);
        chance = 0.999999;
        assertThat(door.enter(Priority.CHECKOUT).taken()).isFalse();
    }

    /** Answers made within one turn of the loop were all waiting when it began. */
    @Test
    void onALoopAPlaceIsHeldUntilTheLoopHasComeRound() throws Exception {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        try {
            Context context = vertx.getOrCreateContext();
            List<Boolean> pressed = io.vertx.core.Future.<List<Boolean>>future(done -> context.runOnContext(v -> {
                        LoopDoor side = new LoopDoor(
                                new Places(Duration.ofMillis(20), 100, () -> 0), 1_000, () -> 0.999, context);
                        for (int i = 0; i < 60; i++) {
                            side.enter(Priority.PRODUCT).leave();
                        }
                        boolean within = side.pressed();
                        context.runOnContext(next -> done.complete(List.of(within, side.pressed())));
                    }))
                    .await();
            assertThat(pressed).containsExactly(true, false);
        } finally {
            vertx.close().await();
        }
    }

    private List<Place> enter(Priority priority, int times) {
        double before = chance;
        chance = 0.999999;
        List<Place> taken = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            Place place = door.enter(priority);
            if (place.taken()) {
                taken.add(place);
            }
        }
        chance = before;
        return taken;
    }
}
