package dev.weft.http.scapi.weave;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.http.scapi.json.Document;
import dev.weft.http.scapi.json.Item;
import dev.weft.kernel.Aged;
import dev.weft.kernel.Quantity;
import dev.weft.kernel.Sku;
import dev.weft.product.StockLevel;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** An ERP that has rows only where it has stock, like SAP: of whatever else is asked for it says that there is none. */
final class ZeroForAll {
    private final Map<String, Integer> rows;
    final StockWeave weave = new StockWeave(
            "erp",
            (keys, market, context) -> Future.succeededFuture(Map.of()),
            Map.of("site_list", StockWeave.ALL, "store_a", "a"));

    /** With so many units at its only place. */
    ZeroForAll(Map<String, Integer> rows) {
        this.rows = Map.copyOf(rows);
    }

    Map<Sku, Aged<StockLevel>> of(List<Goods> goods) {
        Set<Sku> asked = new HashSet<>();
        goods.forEach(one -> one.addTo(asked));
        Map<Sku, Aged<StockLevel>> levels = new HashMap<>();
        asked.forEach(sku -> levels.put(
                sku,
                Aged.fresh(
                        new StockLevel(List.of(
                                new StockLevel.AtLocation("a", Quantity.of(rows.getOrDefault(sku.value(), 0))))),
                        0)));
        return levels;
    }

    /** A product or hit woven with stock, whose goods are what {@code known} makes of what can be seen. */
    JsonNode woven(Goods.Kind kind, JsonNode document, UnaryOperator<Goods> known) throws IOException {
        return woven(
                Showcase.bytes(document),
                kind,
                root -> {
                    List<Goods> goods = new ArrayList<>();
                    Goods.add(kind, root, goods);
                    return goods;
                },
                known);
    }

    /** An answer of availability. */
    JsonNode woven(Available question, JsonNode answer, UnaryOperator<Goods> known) throws IOException {
        ObjectNode wrapped = Showcase.JSON.createObjectNode();
        wrapped.set("setProducts", answer);
        return woven(
                        Showcase.bytes(wrapped),
                        Goods.Kind.PRODUCT,
                        root -> question.goods(root.items("setProducts")),
                        known)
                .path("setProducts");
    }

    private JsonNode woven(byte[] bytes, Goods.Kind kind, Function<Item, List<Goods>> seen, UnaryOperator<Goods> known)
            throws IOException {
        try (Document document = Document.scan(bytes, kind.shape()).orElseThrow()) {
            List<Goods> goods =
                    seen.apply(document.roots().get(0)).stream().map(known).toList();
            goods.forEach(one -> weave.lay(one, of(goods), document.edits()));
            return Showcase.JSON.readTree(document.edits().apply());
        }
    }
}
