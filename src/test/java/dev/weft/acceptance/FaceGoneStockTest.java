package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Goods that the ERP had and lists no more, where its places serve several sites, and where it pushes levels too. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class FaceGoneStockTest {
    private static final String SECRET = "what-the-in-house-erp-signs-its-pushes-with";

    @RegisterExtension
    static final RunningWeft SHARING = RunningWeft.with(
            RunningWeft.STANDARD, text -> FaceUnknownStockTest.sharing(FaceUnknownStockTest.byRest(text)));

    @RegisterExtension
    static final RunningWeft PUSHING = RunningWeft.with(
            RunningWeft.STANDARD,
            text -> RunningWeft.edited(
                    FaceUnknownStockTest.byRest(text),
                    "key: sandbox-key }\n",
                    "key: sandbox-key }\n    hooks: { secrets: [" + SECRET + "] }\n"));

    private static void areNotSoldForEver(RunningWeft weft) {
        String sku = new OrderKit(weft).stocked(weft.guest());
        FaceShopper shopper = new FaceShopper(weft);
        HttpResponse<String> had = shopper.add(sku, 1);
        assertThat(had.statusCode()).as(had.body()).isEqualTo(200);
        weft.sandbox().unlist(sku);
        HttpResponse<String> gone = shopper.add(sku, 1);
        assertThat(gone.statusCode()).as(gone.body()).isEqualTo(400);
        assertThat(FaceShopper.json(gone).path("type").asText()).endsWith("/errors/product-item-not-available");
    }

    @Test
    void goodsThatAreGoneAreNotSoldFromAPlaceOfSeveralSites() {
        areNotSoldForEver(SHARING);
    }

    @Test
    void goodsThatAreGoneAreNotSoldWhereTheErpPushes() {
        areNotSoldForEver(PUSHING);
    }
}
