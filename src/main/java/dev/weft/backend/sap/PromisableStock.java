package dev.weft.backend.sap;

import dev.weft.backend.client.BackendClient;
import dev.weft.backend.client.JsonReader;
import dev.weft.backend.odata.ODataBatch;
import dev.weft.backend.odata.ODataError;
import dev.weft.backend.odata.ODataQuery;
import dev.weft.backend.odata.ODataRows;
import dev.weft.backend.odata.ODataTime;
import dev.weft.kernel.Failure;
import dev.weft.kernel.RequestContext;
import io.vertx.core.Future;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What can be promised for now, by {@code DetermineAvailabilityAt}. The function knows one material in one plant, so all of a question's
 * pairs go into one batch, and a pair SAP refuses (400, 404: not maintained there) has nothing to promise. A material refused in every
 * plant is unknown. When nothing but refusals comes back the question itself is wrong and fails, rather than selling out the shop.
 */
final class PromisableStock implements SapStock.Source {
    private static final String SERVICE = "/sap/opu/odata/sap/API_PRODUCT_AVAILY_INFO_BASIC";
    private static final String FUNCTION = "DetermineAvailabilityAt";

    private record Pair(String material, String plant) {}

    private final String name;
    private final SapReads reads;
    private final String rule;
    private final Clock clock;

    PromisableStock(BackendClient client, SapSettings settings, String rule, Clock clock) {
        this.name = client.name();
        this.reads = new SapReads(client, SERVICE, settings.maxUrlLength());
        this.rule = rule;
        this.clock = clock;
    }

    @Override
    public Future<Void> read(SapSettings.Site site, Asked asked, SapStock.Totals totals, RequestContext context) {
        String now = ODataTime.dateTimeOffset(clock.instant());
        List<Pair> pairs = new ArrayList<>();
        List<ODataQuery> queries = new ArrayList<>();
        for (String material : asked.distinct()) {
            for (String plant : site.plants().keySet()) {
                pairs.add(new Pair(material, plant));
                queries.add(ODataQuery.of(SERVICE, FUNCTION)
                        .parameter("SupplyingPlant", plant)
                        .parameter("Material", material)
                        .parameter("ATPCheckingRule", rule)
                        .rawParameter("RequestedUTCDateTime", now));
            }
        }
        return reads.batch("stock", queries, context).map(parts -> {
            Set<String> unknown = new HashSet<>(asked.materials().values());
            for (int i = 0; i < pairs.size(); i++) {
                Pair pair = pairs.get(i);
                ODataBatch.Part part = parts.get(i);
                if (part.status() != 404 && part.status() != 400) {
                    totals.add(pair.material(), pair.plant(), quantity(part));
                    unknown.remove(pair.material());
                }
            }
            refuseIfNothingElse(parts);
            unknown.forEach(totals::forget);
            return null;
        });
    }

    private void refuseIfNothingElse(List<ODataBatch.Part> parts) {
        if (parts.stream().allMatch(part -> part.status() == 400)) {
            throw ODataError.failure(name, 400, parts.get(0).body());
        }
    }

    private BigDecimal quantity(ODataBatch.Part part) {
        List<BigDecimal> found = new ArrayList<>(1);
        ODataRows.readResult(name, part.status(), part.body(), FUNCTION, (member, in) -> quantity(member, in, found));
        if (found.size() != 1) {
            throw Failure.of(
                            Failure.Reason.BAD_ANSWER,
                            name,
                            found.size() + " quantities in an availability record (expected: one)")
                    .asException();
        }
        return found.get(0);
    }

    private static void quantity(String member, JsonReader in, List<BigDecimal> found) throws IOException {
        if (member.equals("AvailableQuantityInBaseUnit")) {
            found.add(in.decimal());
        } else {
            in.skip();
        }
    }
}
