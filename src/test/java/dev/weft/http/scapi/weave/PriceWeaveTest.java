package dev.weft.http.scapi.weave;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.http.scapi.json.Document;
import dev.weft.http.scapi.json.Edits;
import dev.weft.http.scapi.json.Item;
import dev.weft.kernel.Aged;
import dev.weft.kernel.Money;
import dev.weft.kernel.Sku;
import dev.weft.product.Price;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What commerce's own numbers do to the ERP's prices, where both are reckoned with. */
class PriceWeaveTest {
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final Map<Sku, Aged<Price>> TRUTH =
            Map.of(Sku.of("A"), Aged.fresh(new Price(Money.ofMinor(400, EUR), 1, "L", Optional.empty()), 0));

    private final PriceWeave weave = new PriceWeave("erp", (k, m, c) -> Future.succeededFuture(Map.of()), EUR);

    private JsonNode woven(String hit) throws IOException {
        byte[] bytes = ("{\"hits\":[" + hit + "]}").getBytes(StandardCharsets.UTF_8);
        try (Document document = Document.scan(bytes, SearchPage.SHAPE).orElseThrow()) {
            List<Goods> goods = new ArrayList<>();
            for (Item root : document.roots()) {
                root.each("hits", one -> Goods.add(Goods.Kind.HIT, one, goods));
            }
            Edits edits = document.edits();
            goods.forEach(one -> weave.lay(one, TRUTH, edits));
            Edits.Edited edited = edits.edited();
            return Showcase.JSON.readTree(edited.bytes(), 0, edited.length()).at("/hits/0");
        }
    }

    @Test
    void thePriceOfABaseUnitFollowsInProportion() throws IOException {
        JsonNode hit = woven(one("3.00", "6.00"));
        assertThat(hit.path("price").decimalValue()).isEqualByComparingTo("4");
        assertThat(hit.path("pricePerUnit").decimalValue()).isEqualByComparingTo("8");
    }

    @Test
    void aSuggestionShowsTheErpsPriceWhereItIsKnown() throws IOException {
        byte[] bytes =
                "[{\"productId\":\"A\",\"currency\":\"EUR\",\"price\":1},{\"productId\":\"M\",\"currency\":\"EUR\",\"price\":1}]"
                        .getBytes(StandardCharsets.UTF_8);
        try (Document document =
                Document.scan(bytes, Goods.Kind.SUGGESTION.shape()).orElseThrow()) {
            List<Goods> goods = new ArrayList<>();
            document.roots().forEach(one -> Goods.add(Goods.Kind.SUGGESTION, one, goods));
            goods.forEach(one -> weave.lay(one, TRUTH, document.edits()));
            assertThat(new String(document.edits().apply(), StandardCharsets.UTF_8))
                    .contains("\"price\":4}", "\"productId\":\"M\",\"currency\":\"EUR\",\"price\":1}");
        }
    }

    /** What a group is of cannot be told where one of its values may be written in two ways. */
    @Test
    void aGroupOfValuesWithEscapesKeepsCommercesPrice() throws IOException {
        String variants = "\"variants\":[{\"productId\":\"A\",\"price\":1,\"variationValues\":{\"c\":\"%s\"}}],";
        String groups = "\"variationGroups\":[{\"productId\":\"g\",\"price\":1,\"variationValues\":{\"c\":\"red\"}}]";
        String hit = "{\"productId\":\"M\",\"hitType\":\"master\",\"currency\":\"EUR\",\"price\":1," + variants + groups
                + "}";
        assertThat(woven(String.format(hit, "red"))
                        .at("/variationGroups/0/price")
                        .intValue())
                .isEqualTo(4);
        assertThat(woven(String.format(hit, "r\\u0065d"))
                        .at("/variationGroups/0/price")
                        .intValue())
                .isEqualTo(1);
        assertThat(woven(String.format(hit, "blue"))
                        .at("/variationGroups/0/price")
                        .intValue())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e999999999",
                "1E-999999999",
                "-1e9",
                "12345678901234567890",
                "0.00000000000000000001",
                "0",
                "-0"
            })
    void aNumberThatIsNoPriceIsNotReckonedWith(String absurd) throws IOException {
        assertThat(woven(one(absurd, "6.00")).path("price").decimalValue()).isEqualByComparingTo("4");
        assertThat(woven(one("3.00", absurd)).path("price").decimalValue()).isEqualByComparingTo("4");
        assertThat(woven(one("0.0000000000001", "99999999999")).path("price").decimalValue())
                .isEqualByComparingTo("4");
        JsonNode master = woven("{\"productId\":\"M\",\"hitType\":\"master\",\"currency\":\"EUR\",\"price\":1.00,"
                + "\"variants\":[{\"productId\":\"A\",\"price\":1.00},{\"productId\":\"unknown\",\"price\":" + absurd
                + "}]}");
        assertThat(master.at("/variants/0/price").decimalValue()).isEqualByComparingTo("4");
    }

    private static String one(String price, String perUnit) {
        return "{\"productId\":\"A\",\"hitType\":\"product\",\"currency\":\"EUR\",\"price\":" + price
                + ",\"pricePerUnit\":" + perUnit + "}";
    }
}
