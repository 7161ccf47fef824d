package dev.weft.backend.marketingcloud;

import dev.weft.backend.client.KeyRule;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What one tenant of Marketing Cloud names differently.
 *
 * @param contact how our customer id becomes a contact key
 * @param fields the event's field, a column of its data extension, for each fact; a fact that is not in here is not told
 */
public record MarketingCloudSettings(KeyRule contact, Map<Fact, String> fields) {
    /** Both sides name a person the same way, and every field has its usual name. */
    public static final MarketingCloudSettings USUAL = of(KeyRule.SAME, Map.of());

    /** What a journey is told of a basket, with the usual name of its field; none where it is told only to those who ask for it. */
    public enum Fact {
        BASKET("BasketId"),
        SITE("SiteId"),
        CURRENCY("Currency"),
        AMOUNT("Amount"),
        UNITS("Units"),
        SKUS("Skus"),
        SINCE("ChangedAt"),
        CONTACT("");

        private final String field;

        Fact(String field) {
            this.field = field;
        }

        /** The usual name; empty for none. */
        public String field() {
            return field;
        }
    }

    public MarketingCloudSettings {
        Map<Fact, String> copy = new EnumMap<>(Fact.class);
        copy.putAll(fields);
        fields = Collections.unmodifiableMap(copy);
        List<String> names = List.copyOf(fields.values());
        if (names.contains("") || names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException("fields: " + names + " (expected: a name of its own for each)");
        }
    }

    /** With the usual names but for those in {@code renamed}, where an empty name leaves the fact out. */
    public static MarketingCloudSettings of(KeyRule contact, Map<Fact, String> renamed) {
        Map<Fact, String> fields = new EnumMap<>(Fact.class);
        Arrays.stream(Fact.values()).forEach(fact -> {
            String name = renamed.getOrDefault(fact, fact.field());
            if (!name.isEmpty()) {
                fields.put(fact, name);
            }
        });
        return new MarketingCloudSettings(contact, fields);
    }
}
