package dev.weft.backend.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.backend.CannedBackend.Canned;
import dev.weft.backend.StockContract;
import dev.weft.backend.client.BackendClient;
import dev.weft.backend.client.KeyRule;
import dev.weft.kernel.Sku;
import dev.weft.product.Stock;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RestStockTest extends StockContract {
    private RestSettings settings = InHouse.settings();

    @Override
    protected Stock port(BackendClient client) {
        return new RestStock(client, settings, () -> NOW);
    }

    private static String row(String code, String depot, String units) {
        return "{\"Product_Code\":\"" + code + "\",\"Depot\":\"" + depot + "\",\"Free_Units\":" + units + "}";
    }

    private static String rows(String... rows) {
        return "{\"as_of\":\"2026-06-15T10:00:00Z\",\"rows\":[" + String.join(",", rows) + "]}";
    }

    @Override
    protected void serve() {
        backend.answers(request -> Canned.json(
                request.target().contains("WF-10000231")
                        ? rows(
                                row("WF-10000231", "LY1", "3"),
                                row("WF-10000231", "HH1", "\"12\""),
                                row("WF-10000231", "HH1", "0.50"),
                                row("WF-10000231", "LE1", "70"),
                                row("WF-77777777", "HH1", "5"))
                        : rows()));
    }

    @Override
    protected List<String> garbled() {
        return List.of(
                "{\"rows\":{}}",
                rows("{}"),
                rows("17"),
                rows(row("WF-10000231", "HH1", "\"" + PERSONAL + "\"")),
                rows(row("WF-10000231", "HH1", "1e999999")),
                rows(row("WF-10000231", "HH1", "1,\"Free_Units\":2")),
                rows("{\"Product_Code\":{\"x\":\"" + PERSONAL + "\"},\"Depot\":\"HH1\",\"Free_Units\":1}"));
    }

    @Test
    void joinsCodesAsConfigured() {
        serve();
        fetch(Set.of(known()), EU);
        assertThat(backend.only().target()).isEqualTo("/v2/stock?codes=WF-10000231");
    }

    @Test
    void spreadsLargeSetsAsConfigured() {
        settings = with(new StockMapping(
                new RestCall(
                        HttpMethod.GET,
                        "/s?{keys}&site={site}",
                        RestCall.KeyJoin.repeated("code"),
                        2,
                        Optional.empty(),
                        "/rows"),
                "Product_Code",
                Optional.of("Depot"),
                "Free_Units",
                true));
        serve();
        assertThat(fetch(Set.of(known(), Sku.of("2"), Sku.of("3")), EU))
                .containsEntry(known(), expected())
                .containsEntry(Sku.of("2"), NOTHING)
                .containsEntry(Sku.of("3"), NOTHING);
        assertThat(backend.seen())
                .hasSize(2)
                .allMatch(request -> request.target().matches("/s\\?code=WF-\\d+(&code=WF-\\d+)?&site=WeftEU"));
    }

    @Test
    void asksInABodyWhereConfigured() {
        settings = with(new StockMapping(
                new RestCall(
                        HttpMethod.POST,
                        "/query",
                        RestCall.KeyJoin.by(","),
                        50,
                        Optional.of("{\"codes\":{keys},\"list\":{market.priceList}}"),
                        ""),
                "/item/Product_Code",
                Optional.empty(),
                "/qty/0",
                false));
        backend.answers("[{\"item\":{\"Product_Code\":\"WF-10000231\"},\"qty\":[4]}]");
        assertThat(fetch(Set.of(known()), EU).get(known()))
                .satisfies(level -> assertThat(level.total().amount()).isEqualByComparingTo("4"));
        assertThat(backend.only().body()).isEqualTo("{\"codes\":[\"WF-10000231\"],\"list\":\"RETAIL_EU\"}");
    }

    @Test
    void namesTheirErrorCode() {
        backend.answers(request -> Canned.status(400, "{\"fault\":{\"no\":1411,\"text\":\"" + PERSONAL + "\"}}"));
        assertThat(failure(Set.of(known()), EU).detail()).contains("1411").doesNotContain(PERSONAL);
    }

    /** One key asked, 404 said: it is unknown; of several keys 404 says nothing. */
    @Override
    protected boolean notFoundMeansAbsent() {
        return true;
    }

    private static RestSettings with(StockMapping stock) {
        Map<String, String> locations = stock.location().isPresent() ? InHouse.depots() : Map.of("ALL", "hamburg");
        return new RestSettings(
                Map.of("WeftEU", new RestSettings.Site(Map.of("priceList", "RETAIL_EU"), locations)),
                new KeyRule("", 0, "WF-", Map.of()),
                KeyRule.SAME,
                Optional.of(stock),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
