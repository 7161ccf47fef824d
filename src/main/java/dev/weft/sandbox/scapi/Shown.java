package dev.weft.sandbox.scapi;

import dev.weft.sandbox.data.Plant;
import dev.weft.sandbox.data.Site;
import dev.weft.sandbox.data.Variant;
import dev.weft.sandbox.data.World;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The price and stock commerce shows. Thread-safe.
 *
 * <p>They lag behind the ERP for the SKUs {@code data.Prices} and {@code data.Stock} name. Each lag can be switched off, and
 * commerce then tells the truth; every switch is a new edition, which what is kept written must heed.
 */
final class Shown {

    private final World world;
    private final AtomicReference<Lag> lag = new AtomicReference<>(new Lag(true, true, 0));

    /** Which differences are in force. */
    record Lag(boolean price, boolean stock, int edition) {}

    Shown(World world) {
        this.world = world;
    }

    void set(boolean price, boolean stock) {
        lag.updateAndGet(now -> new Lag(price, stock, now.edition() + 1));
    }

    private Lag lag() {
        return Objects.requireNonNull(lag.get());
    }

    int edition() {
        return lag().edition();
    }

    long price(Variant variant, Site site) {
        return lag().price()
                ? world.prices().inCommerce(variant, site)
                : world.prices().truth(variant, site);
    }

    int stock(Variant variant, Site site) {
        return lag().stock()
                ? world.stock().inCommerce(variant, site)
                : world.stock().free(variant, site);
    }

    /** What the inventory list of this id holds; 0 for a list nobody knows. */
    int stock(Variant variant, Site site, String inventoryId) {
        if (inventoryId.isEmpty() || inventoryId.equals(inventoryOf(site))) {
            return stock(variant, site);
        }
        for (Plant plant : Plant.values()) {
            if (inventoryId.equals(inventoryOf(plant))) {
                return world.stock().free(variant, plant);
            }
        }
        return 0;
    }

    static String inventoryOf(Site site) {
        return "inventory_" + site.id().toLowerCase(Locale.ROOT);
    }

    /** A store sells what lies in its plant. */
    static String inventoryOf(Plant plant) {
        return "inventory_store_" + plant.depot().toLowerCase(Locale.ROOT);
    }
}
