package dev.weft.acceptance;

import static dev.weft.acceptance.ScapiCalls.SITE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.acceptance.StorefrontTour.Goods;
import java.util.ArrayList;
import java.util.List;

/** Finds products for a tour: what commerce sells and the ERP has. */
final class TourGoods {
    private static final String VARIANTS = "&expand=variations,availability&limit=25&" + SITE;

    private TourGoods() {}

    static List<Goods> of(RunningWeft weft) {
        String guest = weft.sandbox().guest();
        ScapiCalls direct = ScapiCalls.direct(weft);
        ScapiCalls face = ScapiCalls.throughTheFace(weft);
        List<Goods> goods = new ArrayList<>();
        for (JsonNode hit : direct.get(guest, StorefrontTour.SEARCH + "/product-search?refine=cgid=clothing" + VARIANTS)
                .json()
                .path("hits")) {
            for (JsonNode variant : hit.path("variants")) {
                String sku = variant.path("productId").asText();
                if (goods.size() < 3 && has(direct, guest, sku) && has(face, guest, sku)) {
                    goods.add(new Goods(hit.path("productId").asText(), sku, categoryOf(direct, guest, sku)));
                    break;
                }
            }
        }
        assertThat(goods).hasSize(3);
        return goods;
    }

    private static boolean has(ScapiCalls side, String guest, String sku) {
        JsonNode product = product(side, guest, sku);
        return product.at("/inventory/orderable").asBoolean()
                && product.at("/inventory/stockLevel").asInt() > 20;
    }

    private static String categoryOf(ScapiCalls side, String guest, String sku) {
        return product(side, guest, sku).path("primaryCategoryId").asText("clothing");
    }

    private static JsonNode product(ScapiCalls side, String guest, String sku) {
        return side.get(guest, StorefrontTour.PRODUCTS + "/products/" + sku + "?expand=availability&" + SITE)
                .json();
    }
}
