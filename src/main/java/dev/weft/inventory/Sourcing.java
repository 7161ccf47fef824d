package dev.weft.inventory;

import dev.weft.kernel.Sku;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rule by which lines are spread over locations. A pure function, called inside the store's transaction: it must not wait. */
@FunctionalInterface
public interface Sourcing {
    /** All lines or none: where each unit comes from, or empty where something is short. */
    Optional<List<Sourced>> source(List<Wanted> wanted, Map<Sku, List<Position>> positions);
}
