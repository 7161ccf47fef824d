package dev.weft.sandbox.sap;

import dev.weft.sandbox.data.Amounts;
import dev.weft.sandbox.data.Digits;
import dev.weft.sandbox.data.Site;
import dev.weft.sandbox.data.Variant;
import dev.weft.sandbox.data.World;
import java.time.Instant;
import java.util.List;

/**
 * A price record of condition type PPR0 and the time it holds for. Each material has, per sales organisation, an expired one
 * (2024), the current one (from 2025), a deleted one that overlaps it and, for every third, one that only starts in 2099.
 */
record ConditionRecord(
        String number, Variant variant, Site site, Instant from, Instant until, long minor, boolean deleted) {

    private static final Instant Y2024 = Instant.parse("2024-01-01T00:00:00Z");
    private static final Instant END_2024 = Instant.parse("2024-12-31T00:00:00Z");
    private static final Instant Y2025 = Instant.parse("2025-01-01T00:00:00Z");
    private static final Instant Y2099 = Instant.parse("2099-01-01T00:00:00Z");
    private static final Instant END_2098 = Instant.parse("2098-12-31T00:00:00Z");
    private static final Instant FOREVER = Instant.parse("9999-12-31T00:00:00Z");

    static List<ConditionRecord> of(World world, Variant variant, Site site) {
        long price = world.prices().truth(variant, site);
        boolean changes = world.prices().changes(variant);
        ConditionRecord expired =
                make(variant, site, 0, Y2024, END_2024, world.prices().previous(variant, site), false);
        ConditionRecord deleted = make(variant, site, 1, Y2025, FOREVER, price / 2, true);
        ConditionRecord current = make(variant, site, 2, Y2025, changes ? END_2098 : FOREVER, price, false);
        return changes
                ? List.of(expired, deleted, current, make(variant, site, 3, Y2099, FOREVER, price * 2, false))
                : List.of(expired, deleted, current);
    }

    String rate() {
        return Amounts.threeDigits(minor, site.digits());
    }

    private static ConditionRecord make(
            Variant variant, Site site, int kind, Instant from, Instant until, long minor, boolean deleted) {
        long number = (variant.number() - 10_000_000L) * 12 + site.ordinal() * 4L + kind;
        return new ConditionRecord(Digits.padded(number, 10), variant, site, from, until, minor, deleted);
    }
}
