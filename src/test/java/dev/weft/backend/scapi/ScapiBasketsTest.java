package dev.weft.backend.scapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.backend.CannedBackend.Canned;
import dev.weft.backend.SiteContract;
import dev.weft.backend.client.BackendClient;
import dev.weft.customer.BasketSummary;
import dev.weft.customer.Baskets;
import dev.weft.kernel.Money;
import dev.weft.kernel.Quantity;
import dev.weft.kernel.Shopper;
import dev.weft.kernel.Sku;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ScapiBasketsTest extends SiteContract<Shopper, BasketSummary> {
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final String BASKET = """
            {"basketId":"b-1","productItems":[{"itemId":"i1","productId":"10000231","productName":"Leinenhemd",
             "quantity":2.0,"price":258.00000000000003,"basePrice":129.0}],"orderTotal":263.95,"currency":"EUR",
             "customerInfo":{"customerId":"wsh00000123","email":"a@example.com"},"shipments":[{"shipmentId":"me"}]}""";

    @Override
    protected Baskets port(BackendClient client) {
        return new ScapiBaskets(client, ScapiCatalogTest.SETTINGS, () -> NOW);
    }

    @Override
    protected Shopper known() {
        return new Shopper("wsh00000123", "token-of-123");
    }

    @Override
    protected Shopper unknown() {
        return new Shopper("wsh00000999", "token-of-999");
    }

    @Override
    protected boolean notFoundMeansAbsent() {
        return true;
    }

    @Override
    protected BasketSummary expected() {
        return new BasketSummary(
                "b-1",
                Optional.of(Money.ofMinor(26_395, EUR)),
                List.of(new BasketSummary.Line(
                        Sku.of("10000231"), "Leinenhemd", Quantity.of(2), Money.ofMinor(25_800, EUR))));
    }

    /** Commerce serves a customer only to that very customer's token. */
    @Override
    protected void serve() {
        backend.answers(request -> {
            boolean known = request.target().contains("/customers/wsh00000123/");
            String owner = known ? "token-of-123" : "token-of-999";
            if (!request.header("authorization").equals("Bearer " + owner)) {
                return Canned.status(400, "{}");
            }
            return Canned.json(
                    known
                            ? "{\"baskets\":["
                                    + BASKET.replace("b-1", "b-0")
                                            .replace("{\"basketId\"", "{\"temporaryBasket\":true,\"basketId\"")
                                    + "," + BASKET + "],\"total\":2}"
                            : "{\"total\":0}");
        });
    }

    @Override
    protected List<String> garbled() {
        return List.of(
                "{\"baskets\":[]}",
                "{\"total\":1,\"baskets\":[{}]}",
                "{\"total\":1,\"baskets\":[" + BASKET.replace("\"EUR\"", "\"" + PERSONAL + "\"") + "]}",
                "{\"total\":1,\"baskets\":[" + BASKET.replace("10000231", PERSONAL + " !") + "]}",
                "{\"total\":1,\"baskets\":[" + BASKET.replace("263.95", "\"" + PERSONAL + "\"") + "]}");
    }

    @Test
    void asksWithTheShoppersOwnToken() {
        serve();
        fetch(Set.of(known()), EU);
        assertThat(backend.only().header("authorization")).isEqualTo("Bearer token-of-123");
        assertThat(backend.only().target())
                .isEqualTo("/customer/shopper-customers/v1/organizations/f_ecom_zzwf_001/customers/wsh00000123"
                        + "/baskets?siteId=RefArch");
    }

    @Test
    void showsNoTotalBeforeCommerceKnowsIt() {
        backend.answers(
                "{\"total\":1,\"baskets\":[" + BASKET.replace("\"orderTotal\":263.95", "\"orderTotal\":null") + "]}");
        assertThat(answer().total()).isEmpty();
    }

    @Test
    void cannotBeLedToAnotherPath() {
        serve();
        backend.answers(request -> Canned.json("{\"total\":0}"));
        fetch(Set.of(new Shopper("../x?y", "t")), EU);
        assertThat(backend.only().target()).contains("/customers/..%2Fx%3Fy/baskets?");
    }
}
