package dev.weft.http.scapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weft.http.Face.Family;
import dev.weft.http.door.Priority;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AskedTest {
    private static final String PREFIX = "/product/shopper-products/v1";
    private static final String ORG = "f_ecom_zzrf_001";

    @Test
    void takesATargetApartAndLeavesItAsItIsWritten() {
        String uri = PREFIX + "/organizations/" + ORG + "/products/a%20b?siteId=Ref%20Arch&refine=x=1&refine=x=1";
        Asked asked = Asked.of(PREFIX, uri);
        assertThat(asked.target()).isEqualTo(uri);
        assertThat(asked.resource()).isEqualTo("/products/a%20b");
        assertThat(asked.value("siteId")).isEqualTo("Ref Arch");
        assertThat(asked.raw("refine")).isEqualTo("x=1");
        assertThat(asked.raw("site")).isNull();
        assertThat(Asked.of(PREFIX, "http://host" + uri)).isEqualTo(asked);
    }

    @Test
    void theShortSpellingBecomesTheLongOneAndOthersAreNobody() {
        Asked brief = Asked.of(PREFIX, PREFIX + "/organizations/zzrf_001/products?ids=1");
        assertThat(brief.within(ORG).orElseThrow().target())
                .isEqualTo(PREFIX + "/organizations/" + ORG + "/products?ids=1");
        assertThat(brief.within(ORG).orElseThrow().resource()).isEqualTo("/products");
        assertThat(Asked.of(PREFIX, PREFIX + "/organizations/zzrf_002/x").within(ORG))
                .isEmpty();
        assertThat(Asked.of(PREFIX, PREFIX + "/organizations/001/x").within(ORG))
                .isEmpty();
    }

    /** By what SCAPI expands where nothing is said, and by what it says of masters and variants anyway. */
    @ParameterizedTest
    @CsvSource({
        "/product/shopper-availability/v1, /availability, , true",
        "/product/shopper-products/v1, /products/1, , true",
        "/product/shopper-products/v1, /products/1, expand=availability, true",
        "/product/shopper-products/v1, /products, expand=variations, true",
        "/product/shopper-products/v1, /products/1, expand=images, true",
        "/product/shopper-products/v1, /products/1/prices, , false",
        "/search/shopper-search/v1, /product-search, , true",
        "/search/shopper-search/v1, /product-search, expand=variations, true",
        "/search/shopper-search/v1, /product-search, expand=availability, true",
        "/search/shopper-search/v1, /product-search, 'expand=prices,images', false",
        "/search/shopper-search/v1, /search-suggestions, , false",
        "/pricing/shopper-promotions/v1, /promotions, , false",
    })
    void readsThatTellStockAreKnown(String prefix, String resource, String query, boolean tells) {
        Asked asked =
                Asked.of(prefix, prefix + "/organizations/" + ORG + resource + (query == null ? "" : "?" + query));
        assertThat(asked.tellsStock(new Family(prefix, Priority.PRODUCT))).isEqualTo(tells);
    }

    @Test
    void aNameIsTheSameHoweverItIsWritten() {
        String query = "site%49d=Ref%20Arch&%63urrency=USD&i%64s=1,2&currency=EUR&flag&a+b=c&site%2549d=x";
        Asked asked = Asked.of(PREFIX, PREFIX + "/organizations/" + ORG + "/products?" + query);
        assertThat(asked.value("siteId")).isEqualTo("Ref Arch");
        assertThat(asked.raw("siteId")).isEqualTo("Ref%20Arch");
        assertThat(asked.values("currency")).containsExactly("USD", "EUR");
        assertThat(asked.values("none")).isEmpty();
        assertThat(asked.value("a b")).isEqualTo("c");
        assertThat(asked.raw("flag")).isNull();
        assertThat(asked.raw("urrency")).isNull();
        assertThat(asked.with("ids", "3")).isEqualTo(asked.target().replace("i%64s=1,2", "i%64s=3"));
        assertThat(asked.with("siteId", "y")).isEqualTo(asked.target().replace("Ref%20Arch", "y"));
        assertThatIllegalArgumentException().isThrownBy(() -> asked.with("flag", "y"));
    }

    @Test
    void manyIdsBecomeSeveralQuestionsAndNothingElseChanges() {
        String many = String.join("%2C", Collections.nCopies(25, "x"));
        Asked asked =
                Asked.of(PREFIX, PREFIX + "/organizations/" + ORG + "/products?xids=1&ids=" + many + "&locale=de");
        List<String> targets = ManyIds.split(asked);
        assertThat(targets).hasSize(2);
        assertThat(targets.get(0))
                .endsWith("/products?xids=1&ids=" + String.join(",", Collections.nCopies(24, "x")) + "&locale=de");
        assertThat(targets.get(1)).endsWith("/products?xids=1&ids=x&locale=de");
        Asked few = Asked.of(PREFIX, PREFIX + "/organizations/" + ORG + "/products?ids=1,2");
        assertThat(ManyIds.split(few)).containsExactly(few.target());
    }
}
