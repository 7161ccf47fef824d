package dev.weft.backend.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.backend.client.KeyRule;
import io.vertx.core.http.HttpMethod;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RestSettingsTest {
    @Test
    void takesAWholeDescription() {
        assertThat(InHouse.settings().sites()).containsOnlyKeys("WeftEU", "WeftUK", "WeftJP");
    }

    @Test
    void namesAPlaceItDoesNotKnow() {
        assertThatThrownBy(() -> RestCall.get("/stock?codes={skus}", 10, "/rows"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("{skus}")
                .hasMessageContaining("{keys}");
    }

    @Test
    void namesAVariableASiteLacks() {
        assertThatThrownBy(() -> with(new RestSettings.Site(Map.of(), Map.of("HH1", "hamburg"))))
                .hasMessageContaining("sites.WeftEU.variables")
                .hasMessageContaining("priceList");
    }

    @Test
    void wantsALocationForStock() {
        assertThatThrownBy(() -> with(new RestSettings.Site(Map.of("priceList", "X"), Map.of())))
                .hasMessageContaining("sites.WeftEU.locations");
    }

    @Test
    void wantsKeysInAQuestionAboutProducts() {
        StockMapping withoutKeys =
                new StockMapping(RestCall.get("/stock", 10, "/rows"), "Code", Optional.of("Depot"), "Free", false);
        assertThatThrownBy(() -> new RestSettings(
                        Map.of(),
                        KeyRule.SAME,
                        KeyRule.SAME,
                        Optional.of(withoutKeys),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()))
                .hasMessageContaining("stock")
                .hasMessageContaining("{keys}");
    }

    @Test
    void wantsABodyWithPostOnly() {
        assertThatThrownBy(() ->
                        new RestCall(HttpMethod.POST, "/q", RestCall.KeyJoin.by(","), 1, Optional.empty(), "/rows"))
                .hasMessageContaining("body");
        assertThatThrownBy(() ->
                        new RestCall(HttpMethod.GET, "/q", RestCall.KeyJoin.by(","), 1, Optional.of("{}"), "/rows"))
                .hasMessageContaining("body");
    }

    private static void with(RestSettings.Site site) {
        RestSettings whole = InHouse.settings();
        var unused = new RestSettings(
                Map.of("WeftEU", site),
                whole.sku(),
                whole.customer(),
                whole.stock(),
                whole.prices(),
                whole.orders(),
                whole.errorCode());
    }
}
