package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.acceptance.ScapiCalls.Call;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Commerce's own stock, wherever the ERP's does not replace it, is never older than five seconds, whatever is remembered. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class FaceStockAgeTest {
    private static final AtomicLong AHEAD = new AtomicLong();
    private static final String PRODUCT = StorefrontTour.PRODUCTS + "/products/";
    private static final String SITE = "?" + ScapiCalls.SITE;
    private static final String SEARCH =
            StorefrontTour.SEARCH + "/product-search" + SITE + "&refine=cgid=clothing&limit=3";

    @RegisterExtension
    static final RunningWeft WEFT =
            RunningWeft.timed(RunningWeft.STANDARD, RunningWeft::operated, () -> System.nanoTime() + AHEAD.get());

    private final ScapiCalls face = ScapiCalls.throughTheFace(WEFT);
    private final ScapiCalls direct = ScapiCalls.direct(WEFT);
    private final String guest = WEFT.sandbox().guest();

    /** As each page does; the guest's answers are every guest's from then on, and Weft need not ask by itself. */
    @BeforeEach
    void theGuestHasNoContext() {
        assertThat(face.get(guest, ScapiCalls.context(guest)).status()).isEqualTo(404);
    }

    @AfterEach
    void commerceLagsAgain() {
        WEFT.sandbox().stockLags(true);
    }

    private static void later(int seconds) {
        AHEAD.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }

    private int asked(String target) {
        int before = WEFT.sandbox().calls("scapi");
        assertThat(face.get(guest, target).status()).isEqualTo(200);
        return WEFT.sandbox().calls("scapi") - before;
    }

    @Test
    void whatTheErpReplacesIsRememberedForLong() {
        for (String target : List.of(SEARCH, PRODUCT + WEFT.sandbox().sku() + SITE)) {
            assertThat(asked(target)).isEqualTo(1);
            later(20);
            assertThat(asked(target)).as(target).isZero();
        }
    }

    @Test
    void aListOfAnotherSiteIsAskedForAgain() {
        String target = PRODUCT + WEFT.sandbox().sku() + SITE + "&inventoryIds=inventory_store_le1";
        assertThat(asked(target)).isEqualTo(1);
        later(4);
        assertThat(asked(target)).isZero();
        later(2);
        assertThat(asked(target)).isEqualTo(1);
        later(4);
        assertThat(asked(target)).as("the younger one is remembered too").isZero();
    }

    @Test
    void whileTheErpIsDarkCommercesStockIsOfNow() {
        String target = PRODUCT + misjudged() + SITE + "&expand=availability";
        assertThat(asked(target)).isEqualTo(1);
        String search = SEARCH + "&sort=price-low-to-high";
        assertThat(asked(search)).isEqualTo(1);
        WEFT.sandbox().fault("sap", "{'offline':true}");
        WEFT.sandbox().stockLags(false);
        later(20);
        Call answer = face.get(guest, target);
        assertThat(answer.said("weft-missing")).contains("stock;reason=");
        assertThat(stock(answer.json()))
                .isEqualTo(stock(direct.get(guest, target).json()));
        assertThat(asked(search)).as("variants say whether they can be had").isEqualTo(1);
        later(20);
        WEFT.sandbox().fault("scapi", "{'error':'503','errorRate':1.0}");
        assertThat(face.get(guest, target).status())
                .as("rather none than an old one")
                .isEqualTo(503);
        Call found = face.get(guest, search);
        assertThat(found.status()).as("rather an old page than an empty shelf").isEqualTo(200);
        assertThat(found.said("weft-missing")).contains("stock;reason=");
        assertThat(found.json().path("hits")).hasSize(3);
    }

    private static int stock(JsonNode product) {
        return product.at("/inventory/stockLevel").asInt();
    }

    /** A product of which commerce has another number while it lags. */
    private String misjudged() {
        for (String sku : WEFT.sandbox().skus(400)) {
            String target = PRODUCT + sku + SITE + "&expand=availability";
            WEFT.sandbox().stockLags(true);
            int lagging = stock(direct.get(guest, target).json());
            WEFT.sandbox().stockLags(false);
            if (lagging != stock(direct.get(guest, target).json())) {
                WEFT.sandbox().stockLags(true);
                return sku;
            }
        }
        throw new IllegalStateException("commerce is right about everything");
    }
}
