package dev.weft;

import dev.weft.backend.client.BackendClient;
import dev.weft.backend.marketingcloud.MarketingJourneys;
import dev.weft.backend.rest.RestOrderSink;
import dev.weft.backend.rest.RestOrders;
import dev.weft.backend.rest.RestPrices;
import dev.weft.backend.rest.RestSettings;
import dev.weft.backend.rest.RestStock;
import dev.weft.backend.salesforce.CrmProfiles;
import dev.weft.backend.salesforce.LoyaltyEarning;
import dev.weft.backend.salesforce.LoyaltyMembers;
import dev.weft.backend.salesforce.LoyaltyPoints;
import dev.weft.backend.sap.SapOrderSink;
import dev.weft.backend.sap.SapOrders;
import dev.weft.backend.sap.SapPrices;
import dev.weft.backend.sap.SapStock;
import dev.weft.backend.scapi.ScapiBaskets;
import dev.weft.backend.scapi.ScapiCatalog;
import dev.weft.backend.scapi.ScapiExport;
import dev.weft.backend.scapi.ScapiOrderDocument;
import dev.weft.backend.scapi.ScapiReadyOrders;
import dev.weft.backend.scapi.ScapiSettings;
import dev.weft.journey.Journeys;
import dev.weft.kernel.Ticker;
import dev.weft.order.CommerceOrders;
import dev.weft.order.ExportSink;
import dev.weft.order.OrderSink;
import dev.weft.order.PointsSink;
import dev.weft.settings.Backend;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Which adapters speak which vendor's wire: one line per vendor. */
final class Vendors {
    private final Ticker ticker;
    private final Clock clock;

    Vendors(Ticker ticker, Clock clock) {
        this.ticker = ticker;
        this.clock = clock;
    }

    /** The bare ports of one backend, over its client; caching and sharing come around them later. */
    Ports ports(Backend.Vendor vendor, BackendClient client) {
        if (vendor instanceof Backend.Scapi scapi) {
            return Ports.commerce(
                    new ScapiCatalog(client, scapi.settings(), ticker),
                    new ScapiBaskets(client, scapi.settings(), ticker));
        }
        if (vendor instanceof Backend.Sap sap) {
            return Ports.erp(
                    Optional.of(new SapPrices(client, sap.settings(), ticker, clock)),
                    Optional.of(new SapStock(client, sap.settings(), ticker, clock)),
                    Optional.of(new SapOrders(client, sap.settings(), ticker)));
        }
        if (vendor instanceof Backend.Salesforce crm) {
            return Ports.crm(new CrmProfiles(client, crm.settings(), ticker));
        }
        if (vendor instanceof Backend.Loyalty loyalty) {
            return Ports.loyalty(
                    new LoyaltyEarning(client, loyalty.settings(), ticker),
                    new LoyaltyMembers(client, loyalty.settings(), ticker));
        }
        if (vendor instanceof Backend.Rest rest) {
            return rest(rest.settings(), client);
        }
        if (vendor instanceof Backend.MarketingCloud) {
            return Ports.NONE; // it is told, not asked
        }
        throw new IllegalArgumentException(
                "vendor: " + vendor.getClass().getSimpleName() + " (expected: one with adapters)");
    }

    /** Where this backend takes orders, if it does. */
    Optional<OrderSink> orderSink(Backend.Vendor vendor, BackendClient client) {
        if (vendor instanceof Backend.Sap sap) {
            return sap.orderEntry().map(rules -> new SapOrderSink(client, sap.settings(), rules));
        }
        return vendor instanceof Backend.Rest rest
                ? rest.orderEntry().map(rules -> new RestOrderSink(client, rest.settings(), rules))
                : Optional.empty();
    }

    /** How commerce is told that its orders of {@code organization} have arrived; {@code client} speaks to its Orders API. */
    ExportSink exportSink(ScapiSettings organization, BackendClient client) {
        return new ScapiExport(client, organization);
    }

    /** The orders of {@code organization} that wait for export; {@code client} speaks to its Orders API. */
    CommerceOrders readyOrders(ScapiSettings organization, ScapiOrderDocument documents, BackendClient client) {
        return new ScapiReadyOrders(client, organization, documents);
    }

    /** Where this backend books points, if it does. */
    Optional<PointsSink> pointsSink(Backend.Vendor vendor, BackendClient client) {
        return vendor instanceof Backend.Loyalty loyalty
                ? loyalty.booking().map(rules -> new LoyaltyPoints(client, loyalty.settings(), rules, clock))
                : Optional.empty();
    }

    /** How this backend is told of baskets left behind, if it writes to people; {@code events} are the events to start, by site. */
    Optional<Journeys> journeys(Backend.Vendor vendor, BackendClient client, Map<String, String> events) {
        return vendor instanceof Backend.MarketingCloud cloud
                ? Optional.of(new MarketingJourneys(client, cloud.settings(), events))
                : Optional.empty();
    }

    private Ports rest(RestSettings settings, BackendClient client) {
        return Ports.erp(
                settings.prices().map(mapping -> new RestPrices(client, settings, ticker, clock)),
                settings.stock().map(mapping -> new RestStock(client, settings, ticker)),
                settings.orders().map(mapping -> new RestOrders(client, settings, ticker)));
    }
}
