package dev.weft.backend.sap;

import static dev.weft.backend.sap.SapWire.MATERIAL;
import static dev.weft.backend.sap.SapWire.page;
import static dev.weft.backend.sap.SapWire.results;
import static dev.weft.backend.sap.SapWire.stock;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.backend.CannedBackend.Canned;
import dev.weft.backend.StockContract;
import dev.weft.backend.client.BackendClient;
import dev.weft.kernel.Failure;
import dev.weft.kernel.Sku;
import dev.weft.product.Stock;
import dev.weft.product.StockLevel;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SapStockTest extends StockContract {
    private static final String STRANGER = stock("000000000077777777", "1010", "01", "", "5.000");

    @Override
    protected Stock port(BackendClient client) {
        return new SapStock(client, SapWire.settings(), () -> NOW, Clock.systemUTC());
    }

    @Override
    protected void serve() {
        backend.answers(request -> Canned.json(
                request.target().contains(MATERIAL)
                        ? results(
                                stock(MATERIAL, "1010", "01", "", "12.000"),
                                stock(MATERIAL, "1010", "01", "", "0.50000000000000"),
                                stock(MATERIAL, "1010", "02", "", "90.000"),
                                stock(MATERIAL, "1010", "01", "E", "80.000"),
                                stock(MATERIAL, "1011", "01", "", "3.000"),
                                stock(MATERIAL, "1020", "01", "", "70.000"),
                                STRANGER)
                        : results()));
    }

    /** Absent rows are no stock: SAP cannot tell. */
    @Override
    protected Map<Sku, StockLevel> saidOfUnknown() {
        return Map.of(unknown(), NOTHING);
    }

    @Override
    protected List<String> garbled() {
        return List.of(
                "{\"d\":{\"results\":{}}}",
                "{\"d\":[17]}",
                results("{}"),
                results(stock(MATERIAL, "1010", "01", "", PERSONAL)),
                results(stock(MATERIAL, "1010", "01", "", "1e999999999")),
                results("{\"Material\":{\"" + "x" + "\":\"" + PERSONAL + "\"}}"),
                results(STRANGER));
    }

    @Test
    void namesMaterialsPlantsAndNothingElse() {
        serve();
        fetch(Set.of(known()), EU);
        assertThat(backend.only().readable())
                .isEqualTo("/sap/opu/odata/sap/API_MATERIAL_STOCK_SRV/A_MatlStkInAcctMod"
                        + "?$select=Material,Plant,InventorySpecialStockType,InventoryStockType,MatlWrhsStkQtyInMatlBaseUnit"
                        + "&$filter=InventoryStockType eq '01' and InventorySpecialStockType eq ''"
                        + " and (Plant eq '1010' or Plant eq '1011') and (Material eq '" + MATERIAL + "')");
    }

    @Test
    void addsUpAllPages() {
        backend.answers(request -> request.target().contains("skiptoken")
                ? Canned.json(results(stock(MATERIAL, "1011", "01", "", "3")))
                : Canned.json(page(
                        "http://elsewhere.example.com/sap/opu/odata/sap/OTHER/A_MatlStkInAcctMod?$skiptoken=1000",
                        stock(MATERIAL, "1010", "01", "", "12.5"))));
        assertThat(fetch(Set.of(known()), EU)).containsEntry(known(), expected());
        assertThat(backend.seen().get(1).target())
                .isEqualTo("/sap/opu/odata/sap/API_MATERIAL_STOCK_SRV/A_MatlStkInAcctMod?$skiptoken=1000");
    }

    @Test
    void followsNoEndlessPages() {
        backend.answers(page("A_MatlStkInAcctMod?$skiptoken=1"));
        assertThat(failure(Set.of(known()), EU).reason()).isEqualTo(Failure.Reason.BAD_ANSWER);
        assertThat(backend.seen()).hasSize(20);
    }

    @Test
    void followsNoLinkThatIsNone() {
        for (String link : List.of("http://x.example.com/", "..?a=b", "A?x y", "A?x#y", "A?x\\r\\nhost:y")) {
            backend.answers(page(link));
            assertThat(failure(Set.of(known()), EU).reason()).isEqualTo(Failure.Reason.BAD_ANSWER);
        }
    }

    @Test
    void namesSapsErrorCode() {
        backend.answers(request -> Canned.status(
                400,
                "{\"error\":{\"code\":\"005056A509B11EE1B9A8FEA8D8B71\",\"message\":{\"lang\":\"en\",\"value\":\""
                        + PERSONAL + "\"}}}"));
        Failure failure = failure(Set.of(known()), EU);
        assertThat(failure.detail()).contains("005056A509B11EE1B9A8FEA8D8B71").doesNotContain(PERSONAL);
    }

    @Test
    void leavesOutSkusNoMaterialCanSpell() {
        serve();
        Sku tooLong = Sku.of("x".repeat(41));
        assertThat(fetch(Set.of(known(), tooLong), EU)).containsOnlyKeys(known());
        assertThat(backend.only().target()).doesNotContain(tooLong.value());
    }
}
