package dev.weft.order;

import java.util.Map;
import java.util.Optional;

/**
 * Where goods of commerce's inventory lists come from, at one site. An item that names a list is sold from that list alone: a shopper fetches
 * it from the store whose list it is, so it must not be sent from anywhere else.
 *
 * <p>Commerce may write the site's own list to every item, whether somebody chose it or not. Where a list is mapped to {@link #ALL} that is
 * it, and what is not mapped is unknown; where none is, any list that is not mapped is taken for it, unless the goods are to be fetched.
 *
 * @param places from a list's id to our location, or {@link #ALL}
 */
public record InventoryLists(Map<String, String> places) {
    /** As the place of a list: any of the site's. */
    public static final String ALL = "*";

    /** Nothing is mapped. */
    public static final InventoryLists NONE = new InventoryLists(Map.of());

    public InventoryLists {
        places = Map.copyOf(places);
    }

    /**
     * Whether it is known where goods of {@code list} come from.
     *
     * @param list as an item names it; empty where it names none, which commerce sells from the site's own
     * @param fetched whether its shipment is one that is fetched from a store
     */
    public boolean knows(String list, boolean fetched) {
        return list.isEmpty() || places.containsKey(list) || !fetched && !places.containsValue(ALL);
    }

    /** Where goods of a list that is known come from; empty for any of the site's places. */
    public Optional<String> place(String list) {
        return Optional.ofNullable(places.get(list)).filter(place -> !place.equals(ALL));
    }
}
