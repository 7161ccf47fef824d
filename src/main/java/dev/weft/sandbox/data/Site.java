package dev.weft.sandbox.data;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A storefront site: its currency and language, the sales area that prices it and the two plants that serve it. */
public enum Site {
    WEFT_EU("WeftEU", "EUR", Language.GERMAN, "1010", "RETAIL_EU", List.of(Plant.HAMBURG, Plant.LYON)),
    WEFT_UK("WeftUK", "GBP", Language.ENGLISH, "1020", "RETAIL_UK", List.of(Plant.LEEDS, Plant.BRISTOL)),
    WEFT_JP("WeftJP", "JPY", Language.JAPANESE, "1030", "RETAIL_JP", List.of(Plant.OSAKA, Plant.SENDAI));

    private final String id;
    private final String currency;
    private final Language language;
    private final String salesOrganization;
    private final String priceList;
    private final List<Plant> plants;

    Site(
            String id,
            String currency,
            Language language,
            String salesOrganization,
            String priceList,
            List<Plant> plants) {
        this.id = id;
        this.currency = currency;
        this.language = language;
        this.salesOrganization = salesOrganization;
        this.priceList = priceList;
        this.plants = plants;
    }

    /** The site commerce knows by this id, if there is one. */
    public static Optional<Site> of(String id) {
        return Arrays.stream(values()).filter(site -> site.id.equals(id)).findFirst();
    }

    public String id() {
        return id;
    }

    public String currency() {
        return currency;
    }

    /** Decimal digits of the currency: the yen has none. */
    public int digits() {
        return this == WEFT_JP ? 0 : 2;
    }

    public Language language() {
        return language;
    }

    public String salesOrganization() {
        return salesOrganization;
    }

    /** The in-house ERP's price list. */
    public String priceList() {
        return priceList;
    }

    public List<Plant> plants() {
        return plants;
    }
}
