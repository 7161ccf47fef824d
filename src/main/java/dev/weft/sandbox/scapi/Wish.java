package dev.weft.sandbox.scapi;

import dev.weft.sandbox.data.Language;
import dev.weft.sandbox.data.Site;
import dev.weft.sandbox.wire.Call;
import java.util.List;

/** How a product is wanted: for which site, in which language, with which parts, from which edition of commerce. */
record Wish(
        Site site,
        Language language,
        boolean availability,
        boolean images,
        boolean prices,
        boolean promotions,
        boolean variations,
        boolean allImages,
        boolean allVariationProperties,
        boolean perPricebook,
        List<String> inventoryIds,
        int edition) {

    /** Without {@code expand} everything comes; {@code none} alone brings nothing. Blanks after commas do not matter. */
    static Wish of(Call call, Site site, int edition) {
        List<String> expand = call.listParam("expand");
        boolean everything = expand.isEmpty();
        return new Wish(
                site,
                Language.of(call.param("locale").orElse(""), site.language()),
                everything || expand.contains("availability"),
                everything || expand.contains("images"),
                everything || expand.contains("prices"),
                everything || expand.contains("promotions"),
                everything || expand.contains("variations"),
                call.param("allImages").filter("true"::equals).isPresent(),
                call.param("allVariationProperties").filter("true"::equals).isPresent(),
                call.param("perPricebook").filter("true"::equals).isPresent(),
                inventories(call),
                edition);
    }

    private static List<String> inventories(Call call) {
        List<String> ids = call.listParam("inventoryIds");
        if (ids.size() > 5) {
            throw Problems.refusal("The query parameter 'inventoryIds' must name at most 5 inventories.");
        }
        return ids;
    }
}
