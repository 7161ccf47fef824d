package dev.weft.backend.sap;

import dev.weft.backend.client.BackendClient;
import dev.weft.backend.client.JsonReader;
import dev.weft.backend.odata.ODataFilter;
import dev.weft.backend.odata.ODataQuery;
import dev.weft.kernel.Failure;
import dev.weft.kernel.RequestContext;
import io.vertx.core.Future;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What lies in the plants, by {@code A_MatlStkInAcctMod}. Rows come per storage location and are added up per plant. Only unrestricted
 * stock of our own counts; stock in quality inspection, blocked, or held for a customer or a project does not. The filter says so and
 * each row is looked at again, because selling blocked stock is worse than reading two fields more.
 */
final class StockOnHand implements SapStock.Source {
    private static final String SERVICE = "/sap/opu/odata/sap/API_MATERIAL_STOCK_SRV";
    private static final String UNRESTRICTED = "01";

    private static final ODataQuery QUERY = ODataQuery.of(SERVICE, "A_MatlStkInAcctMod")
            .select(
                    "Material",
                    "Plant",
                    "InventorySpecialStockType",
                    "InventoryStockType",
                    "MatlWrhsStkQtyInMatlBaseUnit");

    private final String name;
    private final SapReads reads;
    private final Map<SapSettings.Site, ODataFilter> filters = new HashMap<>();

    StockOnHand(BackendClient client, SapSettings settings) {
        this.name = client.name();
        this.reads = new SapReads(client, SERVICE, settings.maxUrlLength());
        settings.sites().values().forEach(site -> filters.put(site, filter(site)));
    }

    private static ODataFilter filter(SapSettings.Site site) {
        return ODataFilter.eq("InventoryStockType", UNRESTRICTED)
                .and(ODataFilter.eq("InventorySpecialStockType", ""))
                .and(ODataFilter.anyOf("Plant", site.plants().keySet()));
    }

    @Override
    public Future<Void> read(SapSettings.Site site, Asked asked, SapStock.Totals totals, RequestContext context) {
        ODataFilter fixed = filters.getOrDefault(site, filter(site));
        return reads.rows(
                        "stock",
                        QUERY,
                        fixed,
                        new SapReads.Keys("Material", asked.distinct()),
                        in -> row(in, totals),
                        context)
                .map(read -> {
                    if (totals.foreign()) {
                        throw Failure.of(
                                        Failure.Reason.BAD_ANSWER,
                                        name,
                                        "only materials nobody asked for: does the material's key rule fit?")
                                .asException();
                    }
                    return read;
                });
    }

    private static void row(JsonReader in, SapStock.Totals totals) throws IOException {
        String material = "";
        String plant = "";
        String type = "";
        String special = "";
        @Nullable BigDecimal units = null;
        in.enterObject();
        while (in.nextMember()) {
            switch (in.member()) {
                case "Material" -> material = in.text();
                case "Plant" -> plant = in.text();
                case "InventoryStockType" -> type = in.text();
                case "InventorySpecialStockType" -> special = in.textOrEmpty();
                case "MatlWrhsStkQtyInMatlBaseUnit" -> units = in.decimal();
                default -> in.skip();
            }
        }
        if (material.isEmpty() || plant.isEmpty() || type.isEmpty() || units == null) {
            throw in.malformed("Material, Plant, InventoryStockType and a quantity");
        }
        if (type.equals(UNRESTRICTED) && special.isEmpty()) {
            totals.add(material, plant, units);
        }
    }
}
