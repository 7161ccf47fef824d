package dev.weft.http.scapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

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
