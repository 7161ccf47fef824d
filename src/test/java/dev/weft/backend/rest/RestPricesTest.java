package dev.weft.backend.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.backend.CannedBackend.Canned;
import dev.weft.backend.PricesContract;
import dev.weft.backend.client.BackendClient;
import dev.weft.product.Prices;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RestPricesTest extends PricesContract {
    @Override
    protected Prices port(BackendClient client) {
        return new RestPrices(client, InHouse.settings(), () -> NOW, TODAY);
    }

    @Override
    protected String list() {
        return "RETAIL_EU";
    }

    private static String row(String code, String cents, String currency, String from, String until) {
        return """
                {"Product_Code":"%s","Gross_Cents":%s,"Cur":"%s","Valid_From":"%s","Valid_To":"%s"}""".formatted(code, cents, currency, from, until);
    }

    private static String rows(String... rows) {
        return "{\"rows\":[" + String.join(",", rows) + "]}";
    }

    @Override
    protected void serve() {
        backend.answers(request -> Canned.json(
                request.target().contains("WF-10000231")
                        ? rows(
                                row("WF-10000231", "13900", "EUR", "2025-01-01", "2025-12-31"),
                                row("WF-10000231", "12900", "EUR", "2026-01-01", "2026-12-31"),
                                row("WF-10000231", "14900", "EUR", "2027-01-01", "9999-12-31"),
                                row("WF-77777777", "1", "USD", "2026-01-01", ""))
                        : rows()));
    }

    /** In the currency's own smallest unit; what is smaller than that shows as a fraction. */
    @Override
    protected void servePriceIn(String currency, String amount) {
        String minor = currency.equals("JPY")
                ? amount
                : new java.math.BigDecimal(amount).movePointRight(2).toPlainString();
        backend.answers(rows(row("WF-10000231", minor, currency, "", "")));
    }

    @Override
    protected boolean notFoundMeansAbsent() {
        return true;
    }

    @Override
    protected List<String> garbled() {
        return List.of(
                rows("{}"),
                rows(row("WF-10000231", "\"" + PERSONAL + "\"", "EUR", "2026-01-01", "")),
                rows(row("WF-10000231", "1", "EUR", PERSONAL, "")),
                rows(row("WF-10000231", "1", PERSONAL, "2026-01-01", "")));
    }

    @Test
    void asksForTheMarketsList() {
        serve();
        fetch(Set.of(known()), EU);
        assertThat(backend.only().target()).isEqualTo("/v2/prices?list=RETAIL_EU&codes=WF-10000231");
    }
}
