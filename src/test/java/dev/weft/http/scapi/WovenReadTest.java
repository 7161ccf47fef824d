package dev.weft.http.scapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.http.Face.Family;
import dev.weft.http.door.Priority;
import dev.weft.http.scapi.json.Document;
import dev.weft.http.scapi.weave.Goods;
import dev.weft.kernel.Sku;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which reads show goods, and where in their answers. */
class WovenReadTest {

    private static Set<Sku> skus(WovenRead read, String answer) {
        Set<Sku> skus = new LinkedHashSet<>();
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        try (Document document = Document.scan(bytes, read.shape()).orElseThrow()) {
            Asked asked = Asked.of(Families.PRODUCTS, Families.PRODUCTS + "/organizations/f_ecom_zzwf_001/x");
            for (Goods goods : read.goods(document, asked)) {
                goods.addTo(skus);
            }
        }
        return skus;
    }

    @ParameterizedTest
    @CsvSource({
        "/product/shopper-products/v1, /products/1, PRODUCT",
        "/product/shopper-products/v1, /products/1/prices, PRICES",
        "/product/shopper-products/v1, /products/1/promotions, PRICES",
        "/product/shopper-products/v1, /products/1/images, ",
        "/product/shopper-products/v1, /products/1/prices/2, ",
        "/search/shopper-search/v1, /search-suggestions, SUGGESTIONS",
        "/customer/shopper-customers/v1, /product-lists/1/items, LISTED",
        "/customer/shopper-customers/v1, /product-lists/1/items/2, LISTED_ONE",
        "/customer/shopper-customers/v1, /customers/c/product-lists/1/items/2, LISTED_ONE",
        "/customer/shopper-customers/v1, /customers/c/product-lists/1, ",
        "/customer/shopper-customers/v1, /product-lists/1/items/2/3, ",
        "/customer/shopper-customers/v1, /customers/c, ",
        "/customer/shopper-customers/v1, /product-lists, ",
    })
    void theseReadsShowGoods(String prefix, String resource, String read) {
        assertThat(WovenRead.of(new Family(prefix, Priority.PRODUCT), resource)
                        .map(Enum::name)
                        .orElse(null))
                .isEqualTo(read);
    }

    @Test
    void aProductListShowsItsItemsProducts() {
        String item =
                "{\"id\":\"i\",\"product\":{\"id\":\"A\",\"price\":1,\"type\":{\"item\":true}},\"productId\":\"A\"}";
        assertThat(skus(WovenRead.LISTED_ONE, item)).containsExactly(Sku.of("A"));
        assertThat(skus(
                        WovenRead.LISTED,
                        "{\"data\":[" + item + ",{\"id\":\"j\",\"productId\":\"B\"}],\"limit\":2,\"total\":2}"))
                .as("where the product is not expanded there is nothing to lay anything over")
                .containsExactly(Sku.of("A"));
    }

    @Test
    void aSuggestionIsAskedForWhereItShowsAPrice() {
        assertThat(skus(
                        WovenRead.SUGGESTIONS,
                        "{\"productSuggestions\":{\"products\":[{\"productId\":\"A\",\"currency\":\"EUR\",\"price\":1},"
                                + "{\"productId\":\"B\",\"currency\":\"EUR\"}]},\"brandSuggestions\":{}}"))
                .containsExactly(Sku.of("A"));
    }
}
