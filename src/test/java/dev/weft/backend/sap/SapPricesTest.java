package dev.weft.backend.sap;

import static dev.weft.backend.sap.SapWire.MATERIAL;
import static dev.weft.backend.sap.SapWire.price;
import static dev.weft.backend.sap.SapWire.results;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.backend.CannedBackend.Canned;
import dev.weft.backend.PricesContract;
import dev.weft.backend.client.BackendClient;
import dev.weft.product.Prices;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SapPricesTest extends PricesContract {
    private static final String HOLDS = price(MATERIAL, "2026-01-01", "2026-12-31", "129.000", "EUR", "");

    @Override
    protected Prices port(BackendClient client) {
        return new SapPrices(client, SapWire.settings(), () -> NOW, TODAY);
    }

    @Override
    protected String list() {
        return "1010/10/PPR0";
    }

    @Override
    protected void serve() {
        backend.answers(request -> Canned.json(
                request.target().contains(MATERIAL)
                        ? results(
                                price(MATERIAL, "2025-01-01", "2025-12-31", "139.000", "EUR", ""),
                                HOLDS,
                                price(MATERIAL, "2027-01-01", "9999-12-31", "149.000", "EUR", ""),
                                HOLDS.replace("\"SoldToParty\":\"\"", "\"SoldToParty\":\"0000000123\"")
                                        .replace("129", "99"),
                                HOLDS.replace("\"PriceListType\":\"\"", "\"PriceListType\":\"02\"")
                                        .replace("129", "89"),
                                HOLDS.replace("\"ConditionIsDeleted\":false", "\"ConditionIsDeleted\":true")
                                        .replace("129", "79"),
                                price("000000000077777777", "2026-01-01", "2026-12-31", "1.000", "USD", ""))
                        : results()));
    }

    @Override
    protected void servePriceIn(String currency, String amount) {
        backend.answers(results(price(MATERIAL, "2026-01-01", "9999-12-31", amount, currency, "")));
    }

    @Override
    protected List<String> garbled() {
        return List.of(
                results("{}"),
                results(HOLDS.replace("129.000", PERSONAL)),
                results(HOLDS.replace("/Date(", "/Dote(")),
                results(HOLDS.replace("\"ConditionQuantity\":\"1\"", "\"ConditionQuantity\":\"0.5\"")),
                results(HOLDS.replace("\"ConditionIsDeleted\":false", "\"ConditionIsDeleted\":\"" + PERSONAL + "\"")),
                results("{\"Material\":\"" + MATERIAL
                        + "\",\"to_SlsPrcgConditionRecord\":{\"__deferred\":{\"uri\":\"x\"}}}"));
    }

    @Test
    void asksForTheSalesAreaAndWhatHasNotEnded() {
        serve();
        fetch(Set.of(known()), EU);
        assertThat(backend.only().readable())
                .contains(
                        "$filter=ConditionType eq 'PPR0' and SalesOrganization eq '1010' and DistributionChannel eq '10'"
                                + " and ConditionValidityEndDate ge datetime'2026-06-15T00:00:00' and (Material eq '"
                                + MATERIAL
                                + "')")
                .contains("$expand=to_SlsPrcgConditionRecord");
    }

    @Test
    void takesTheRecordThatBeganLast() {
        backend.answers(results(
                price(MATERIAL, "2026-06-01", "2026-06-30", "119.000", "EUR", ""),
                price(MATERIAL, "2026-01-01", "9999-12-31", "129.000", "EUR", "")));
        assertThat(answer().amount().minor()).isEqualTo(11_900);
    }

    @Test
    void saysForHowManyUnitsAPriceIs() {
        backend.answers(results(HOLDS.replace("\"ConditionQuantity\":\"1\"", "\"ConditionQuantity\":\"100\"")));
        assertThat(answer().perUnits()).isEqualTo(100);
    }

    @Test
    void readsDatesWithAnOffset() {
        backend.answers(results(HOLDS.replace(")/", "+0000)/")));
        assertThat(fetch(Set.of(known()), EU)).containsEntry(known(), expected());
    }

    @Test
    void showsNoEndWhereThereIsNone() {
        servePriceIn("EUR", "129.00");
        assertThat(answer().validUntil()).isEmpty();
    }
}
