package dev.weft.backend.sap;

import dev.weft.backend.client.BackendClient;
import dev.weft.backend.odata.ODataFilter;
import dev.weft.backend.odata.ODataQuery;
import dev.weft.backend.odata.ODataTime;
import dev.weft.kernel.Aged;
import dev.weft.kernel.Failure;
import dev.weft.kernel.Market;
import dev.weft.kernel.Money;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Sku;
import dev.weft.kernel.Ticker;
import dev.weft.product.Price;
import dev.weft.product.Prices;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * List prices from SAP's condition records, in one call for all SKUs: those of the site's sales area, valid on the site's own today, not
 * deleted. Records for one customer or customer group are nobody else's price and are passed over. Where several records hold
 * today, the one that began last wins. A SKU without a record is absent; a price in another currency than the market's fails the
 * question, because converting is not ours to do.
 */
public final class SapPrices implements Prices {
    private static final String SERVICE = "/sap/opu/odata/sap/API_SLSPRICINGCONDITIONRECORD_SRV";
    private static final String RECORD = "to_SlsPrcgConditionRecord";
    private static final LocalDate FOR_EVER = LocalDate.of(9999, 12, 31);

    private static final ODataQuery QUERY = ODataQuery.of(SERVICE, "A_SlsPrcgCndnRecdValidity")
            .select(
                    "Material",
                    "PriceListType",
                    "SoldToParty",
                    "Customer",
                    "CustomerGroup",
                    "CustomerPriceGroup",
                    "ConditionValidityStartDate",
                    "ConditionValidityEndDate",
                    RECORD + "/ConditionRateValue",
                    RECORD + "/ConditionRateValueUnit",
                    RECORD + "/ConditionQuantity",
                    RECORD + "/ConditionIsDeleted")
            .expand(RECORD);

    private final String name;
    private final SapSettings settings;
    private final SapReads reads;
    private final Ticker ticker;
    private final Clock clock;
    private final Map<SapSettings.Site, ODataFilter> filters = new HashMap<>();

    public SapPrices(BackendClient client, SapSettings settings, Ticker ticker, Clock clock) {
        this.name = client.name();
        this.settings = settings;
        this.reads = new SapReads(client, SERVICE, settings.maxUrlLength());
        this.ticker = ticker;
        this.clock = clock;
        settings.sites().values().forEach(site -> filters.put(site, filter(site)));
    }

    private ODataFilter filter(SapSettings.Site site) {
        ODataFilter area = ODataFilter.eq("ConditionType", settings.conditionType())
                .and(ODataFilter.eq("SalesOrganization", site.salesOrganization()))
                .and(ODataFilter.eq("DistributionChannel", site.distributionChannel()));
        return settings.priceListType()
                .map(list -> area.and(ODataFilter.eq("PriceListType", list)))
                .orElse(area);
    }

    @Override
    public Future<Map<Sku, Aged<Price>>> fetch(Set<Sku> keys, Market market, RequestContext context) {
        SapSettings.Site site = settings.sites().get(market.site());
        if (site == null) {
            return Future.failedFuture(Asked.notServed(name, market).asException());
        }
        Asked asked = Asked.of(keys, settings);
        if (asked.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        LocalDate today = LocalDate.ofInstant(clock.instant(), site.zone());
        ODataFilter fixed = filters.getOrDefault(site, filter(site))
                .and(ODataFilter.compare("ConditionValidityEndDate", "ge", ODataTime.dateTime(today)));
        Set<String> materials = Set.copyOf(asked.materials().values());
        Map<String, PriceRecord> best = new HashMap<>(materials.size() * 2);
        return reads.rows(
                        "prices",
                        QUERY,
                        fixed,
                        new SapReads.Keys("Material", asked.distinct()),
                        in -> {
                            PriceRecord record = PriceRecord.read(in);
                            if (materials.contains(record.material())
                                    && record.holdsOn(today)
                                    && record.listed(settings.priceListType().orElse(""))) {
                                best.merge(record.material(), record, PriceRecord::later);
                            }
                        },
                        context)
                .map(read -> prices(site, asked, best, market.currency()));
    }

    private Map<Sku, Aged<Price>> prices(
            SapSettings.Site site, Asked asked, Map<String, PriceRecord> best, Currency currency) {
        long now = ticker.nanos();
        Map<Sku, Aged<Price>> prices = new HashMap<>(asked.materials().size() * 2);
        asked.materials().forEach((sku, material) -> {
            PriceRecord record = best.get(material);
            if (record != null) {
                prices.put(sku, Aged.fresh(price(record, site, currency), now));
            }
        });
        return prices;
    }

    private Price price(PriceRecord record, SapSettings.Site site, Currency currency) {
        if (!record.currency().equals(currency.getCurrencyCode())) {
            throw bad("a price in another currency than " + currency.getCurrencyCode());
        }
        Optional<LocalDate> until = Optional.of(record.until()).filter(day -> day.isBefore(FOR_EVER));
        try {
            return new Price(
                    Money.ofExact(record.rate(), currency), record.quantity().intValueExact(), list(site), until);
        } catch (ArithmeticException | IllegalArgumentException impossible) {
            throw bad("a price with more decimals than " + currency.getCurrencyCode() + " has, or for no whole units");
        }
    }

    private String list(SapSettings.Site site) {
        String area = site.salesOrganization() + '/' + site.distributionChannel() + '/' + settings.conditionType();
        return settings.priceListType().map(type -> area + '/' + type).orElse(area);
    }

    private RuntimeException bad(String detail) {
        return Failure.of(Failure.Reason.BAD_ANSWER, name, detail).asException();
    }
}
