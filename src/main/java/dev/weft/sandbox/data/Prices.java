package dev.weft.sandbox.data;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The retail price of each SKU per site, in minor units of the site's currency (yen have none).
 *
 * <p>Planted: commerce still shows the previous price, 8 % higher, for every SKU whose number leaves 7 when divided by 20.
 */
public final class Prices {

    private final Seeded chance;
    private final Catalogue catalogue;
    private final Map<String, Long> changed = new ConcurrentHashMap<>();

    Prices(Seeded chance, Catalogue catalogue) {
        this.chance = chance;
        this.catalogue = catalogue;
    }

    /** What the ERP charges today. */
    public long truth(Variant variant, Site site) {
        return changed.getOrDefault(key(variant, site), asEver(variant, site));
    }

    /** Changes the ERP's price from now on; commerce goes on with the one it has. */
    public void change(Variant variant, Site site, long minor) {
        changed.put(key(variant, site), minor);
    }

    /** Every price is again what it was at the start. */
    public void reset() {
        changed.clear();
    }

    private static String key(Variant variant, Site site) {
        return variant.sku() + site.id();
    }

    private long asEver(Variant variant, Site site) {
        Master master = catalogue.masterOf(variant);
        long cents =
                master.category().basePrice() + 500L * chance.below("price", master.index(), 13) + variant.surcharge();
        return switch (site) {
            case WEFT_EU -> cents;
            case WEFT_UK -> cents * 88 / 100 / 50 * 50;
            case WEFT_JP -> cents * 165 / 100 / 10 * 10;
        };
    }

    /** What commerce shows, which is the truth but for the planted SKUs. */
    public long inCommerce(Variant variant, Site site) {
        return variant.number() % 20 == 7 ? previous(variant, site) : asEver(variant, site);
    }

    /** Whether another price is known already, from 2099 on: today's then ends with 2098. */
    public boolean changes(Variant variant) {
        return variant.number() % 3 == 0;
    }

    /** What it cost before: the expired price record of the ERP. */
    public long previous(Variant variant, Site site) {
        long raised = asEver(variant, site) * 108 / 100;
        return site.digits() == 0 ? raised / 10 * 10 : raised / 50 * 50;
    }
}
