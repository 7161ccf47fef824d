package dev.weft.http.scapi.weave;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.http.EntityTag;
import dev.weft.http.scapi.json.Document;
import dev.weft.http.scapi.json.Edits;
import dev.weft.http.scapi.json.Item;
import dev.weft.http.scapi.json.Shape;
import dev.weft.kernel.Aged;
import dev.weft.kernel.Money;
import dev.weft.kernel.Quantity;
import dev.weft.kernel.Sku;
import dev.weft.product.Price;
import dev.weft.product.StockLevel;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * A search answer of 64 KB with 25 hits and 250 variants, woven as the face weaves it: from the bytes that SCAPI answered to the buffer that
 * is written, with its ETag. Measured by {@link WeaveCostTest} and, for processor time, by {@code load-tests/run weaver}.
 */
final class SearchPage {
    private static final Currency EUR = Currency.getInstance("EUR");
    static final Shape SHAPE = Shape.of("hits").with("hits", Goods.Kind.HIT.shape());

    private final Map<Sku, Aged<StockLevel>> stock = new HashMap<>();
    private final Map<Sku, Aged<Price>> prices = new HashMap<>();
    private final StockWeave stockWeave =
            new StockWeave("erp", (k, m, c) -> Future.succeededFuture(Map.of()), Map.of());
    private final PriceWeave priceWeave = new PriceWeave("erp", (k, m, c) -> Future.succeededFuture(Map.of()), EUR);
    private final byte[] source;

    /** An answer, and a truth it differs from in {@code wrong} of a hundred variants. */
    SearchPage(int wrong) {
        Random random = new Random(1);
        Showcase commerce = new Showcase(random);
        ObjectNode answer = Showcase.JSON.createObjectNode().put("limit", 25).put("total", 25);
        ArrayNode hits = answer.putArray("hits");
        for (int i = 0; i < 25; i++) {
            List<String> skus = new ArrayList<>();
            for (int j = 0; j < 10; j++) {
                skus.add("10" + i + "000" + j);
            }
            ObjectNode hit = commerce.hit("M" + i, skus);
            hit.put("pageDescription", "x".repeat(300));
            hit.remove("variationGroups");
            hits.add(hit);
            hit.path("variants").forEach(variant -> {
                boolean differs = random.nextInt(100) < wrong;
                boolean orderable = variant.path("orderable").asBoolean() != differs;
                Sku sku = Sku.of(variant.path("productId").asText());
                long minor = Math.round(variant.path("price").asDouble() * 100) + (differs ? 100 : 0);
                prices.put(sku, Aged.fresh(new Price(Money.ofMinor(minor, EUR), 1, "L", Optional.empty()), 0));
                StockLevel.AtLocation at = new StockLevel.AtLocation("a", Quantity.of(orderable ? 9 : 0));
                stock.put(sku, Aged.fresh(new StockLevel(List.of(at)), 0));
                ((ObjectNode) variant).remove("productPromotions");
                ObjectNode tier = (ObjectNode) variant.path("tieredPrices").path(0);
                tier.set("price", variant.path("price"));
            });
        }
        source = Showcase.bytes(answer);
    }

    byte[] source() {
        return source;
    }

    Buffer weave() {
        Document document = Document.scan(source, SHAPE).orElseThrow();
        List<Goods> goods = new ArrayList<>();
        for (Item root : document.roots()) {
            root.each("hits", hit -> Goods.add(Goods.Kind.HIT, hit, goods));
        }
        Set<Sku> skus = new LinkedHashSet<>(16 * goods.size());
        goods.forEach(one -> one.addTo(skus));
        Edits edits = document.edits();
        goods.forEach(one -> stockWeave.lay(one, stock, edits));
        goods.forEach(one -> priceWeave.lay(one, prices, edits));
        Edits.Edited edited = edits.edited();
        String tag = EntityTag.weak(edited.bytes(), edited.length());
        Buffer answer = Buffer.buffer(edited.length()).appendBytes(edited.bytes(), 0, edited.length());
        document.close();
        if (tag.isEmpty() || skus.size() != 250) {
            throw new IllegalStateException("not what is to be measured");
        }
        return answer;
    }
}
