package dev.weft.backend.salesforce;

import dev.weft.backend.client.KeyRule;

/**
 * Where one loyalty programme keeps what.
 *
 * @param apiVersion for example {@code 62.0}
 * @param program the programme's name
 * @param pointsCurrency the programme's spendable points, whose balance is shown and which purchases earn
 * @param member our customer id to their membership number
 * @param tierRateField LoyaltyTier's field that says how many points one currency unit earns, for example {@code PointsPerUnit__c}
 */
public record LoyaltySettings(
        String apiVersion, String program, String pointsCurrency, KeyRule member, String tierRateField) {
    public LoyaltySettings {
        Soql.checkVersion(apiVersion);
        Soql.checkField("tierRateField", tierRateField);
        if (program.isBlank()) {
            throw new IllegalArgumentException("program: '' (expected: the programme's name)");
        }
        if (pointsCurrency.isBlank()) {
            throw new IllegalArgumentException("pointsCurrency: '' (expected: the name of the programme's points)");
        }
    }
}
