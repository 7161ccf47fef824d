package dev.weft.backend.sap;

import dev.weft.backend.client.KeyRule;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How one S/4HANA system spells and organises things.
 *
 * @param sites by site id; a site that is not here is not served
 * @param material our SKU to their Material
 * @param customer our customer id to their SoldToParty
 * @param conditionType the price condition to read, usually {@code PPR0}
 * @param priceListType only prices of this list; without it only prices that belong to no list
 * @param atpRule asks for availability to promise by this checking rule; without it stock is what lies unrestricted in the plants
 * @param maxUrlLength a read whose path and query would be longer is sent as a batch
 */
public record SapSettings(
        Map<String, Site> sites,
        KeyRule material,
        KeyRule customer,
        String conditionType,
        Optional<String> priceListType,
        Optional<String> atpRule,
        int maxUrlLength) {
    public static final String DEFAULT_CONDITION_TYPE = "PPR0";
    public static final int DEFAULT_MAX_URL_LENGTH = 3_500;
    private static final int SHORTEST_MAX_URL_LENGTH = 1_000;

    public SapSettings {
        sites = Map.copyOf(sites);
        Checks.code("conditionType", conditionType, 4);
        priceListType.ifPresent(list -> Checks.code("priceListType", list, 2));
        atpRule.ifPresent(rule -> Checks.code("atpRule", rule, 2));
        if (maxUrlLength < SHORTEST_MAX_URL_LENGTH) {
            throw new IllegalArgumentException(
                    "maxUrlLength: " + maxUrlLength + " (expected: at least " + SHORTEST_MAX_URL_LENGTH + ")");
        }
    }

    /** The usual system: list prices of condition PPR0, stock from the plants. */
    public static SapSettings of(Map<String, Site> sites, KeyRule material, KeyRule customer) {
        return new SapSettings(
                sites,
                material,
                customer,
                DEFAULT_CONDITION_TYPE,
                Optional.empty(),
                Optional.empty(),
                DEFAULT_MAX_URL_LENGTH);
    }

    /**
     * One storefront site's place in the ERP.
     *
     * @param salesOrganization for example {@code 1010}
     * @param distributionChannel for example {@code 10}
     * @param plants plant to Weft's name for the place, in the order they are shown
     * @param zone where a day begins, for prices that change with the day
     */
    public record Site(String salesOrganization, String distributionChannel, Map<String, String> plants, ZoneId zone) {
        public Site {
            Checks.code("salesOrganization", salesOrganization, 4);
            Checks.code("distributionChannel", distributionChannel, 2);
            if (plants.isEmpty()) {
                throw new IllegalArgumentException("plants: none (expected: at least one plant and its name)");
            }
            plants.keySet().forEach(plant -> Checks.code("plants", plant, 4));
            plants = Collections.unmodifiableMap(new LinkedHashMap<>(plants));
        }

        /** A site whose days are counted in UTC. */
        public Site(String salesOrganization, String distributionChannel, Map<String, String> plants) {
            this(salesOrganization, distributionChannel, plants, ZoneOffset.UTC);
        }
    }

    private static final class Checks {
        private Checks() {}

        static void code(String name, String value, int longest) {
            if (value.isEmpty() || value.length() > longest) {
                throw new IllegalArgumentException(
                        name + ": '" + value + "' (expected: 1 to " + longest + " characters)");
            }
        }
    }
}
