package dev.weft.http;

import dev.weft.journey.BasketActivity;
import dev.weft.journey.BasketChange;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What the basket routes are made of.
 *
 * @param sites those that tell somebody of baskets left behind; of the others nothing is taken down
 */
public record BasketUses(BasketActivity activity, Set<String> sites) {
    public BasketUses {
        sites = Set.copyOf(sites);
    }

    /** Takes down what passes by: whoever tells does not wait for it. */
    public Consumer<BasketChange> told() {
        return activity::changed;
    }
}
