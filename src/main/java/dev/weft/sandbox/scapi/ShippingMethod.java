package dev.weft.sandbox.scapi;

import dev.weft.sandbox.data.Language;
import dev.weft.sandbox.data.Site;
import dev.weft.sandbox.data.Text;
import java.util.Arrays;
import java.util.Optional;

/** How a shipment travels, and what that costs. */
enum ShippingMethod {
    STANDARD("standard", new Text("Standard", "Standard", "通常配送"), 0),
    EXPRESS("express", new Text("Express", "Express", "速達"), 990),
    STORE_PICKUP("store-pickup", new Text("Store pickup", "Abholung", "店舗受取"), 0);

    private final String id;
    private final Text label;
    private final long euroCents;

    ShippingMethod(String id, Text label, long euroCents) {
        this.id = id;
        this.label = label;
        this.euroCents = euroCents;
    }

    static Optional<ShippingMethod> of(String id) {
        return Arrays.stream(values()).filter(it -> it.id.equals(id)).findFirst();
    }

    String id() {
        return id;
    }

    String label(Language language) {
        return label.in(language);
    }

    /** In minor units of the site's currency. */
    long price(Site site) {
        return site == Site.WEFT_JP ? euroCents * 165 / 100 / 10 * 10 : euroCents;
    }
}
