package dev.weft.sandbox.salesforce;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weft.sandbox.data.Shopper;
import dev.weft.sandbox.data.Tier;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;

/** A member's profile as Loyalty Management's Connect API answers it. */
final class MemberProfile {

    private static final List<String> DATES = List.of(
            "lastAccrualProcessedDate",
            "lastEscrowProcessedDate",
            "lastExpirationProcessRunDate",
            "lastPointsAggregationDate",
            "lastPointsResetDate");

    private static final List<String> COUNTERS = List.of(
            "qualifyingPointsBalanceBeforeReset",
            "totalEscrowPointsAccrued",
            "totalEscrowRolloverPoints",
            "totalPointsExpired",
            "totalPointsRedeemed");

    private MemberProfile() {}

    static String enrolled(Shopper shopper) {
        return "202%d-%02d-%02d".formatted(shopper.number() % 5, 1 + shopper.number() % 12, 1 + shopper.number() % 28);
    }

    /** @param moved what the balance has moved by since the shopper was invented */
    static void write(JsonGenerator json, Shopper shopper, BigDecimal moved) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("additionalLoyaltyProgramMemberFields");
        json.writeEndObject();
        json.writeNullField("associatedAccount");
        json.writeObjectFieldStart("associatedContact");
        json.writeStringField("contactId", Rows.contactId(shopper));
        json.writeStringField("email", shopper.email());
        json.writeStringField("firstName", shopper.firstName());
        json.writeStringField("lastName", shopper.lastName());
        json.writeEndObject();
        json.writeBooleanField("canReceivePartnerPromotions", true);
        json.writeBooleanField("canReceivePromotions", true);
        json.writeStringField("enrollmentChannel", "Web");
        json.writeStringField("enrollmentDate", enrolled(shopper));
        nulls(json, List.of("groupCreatedByMember", "groupName", "lastActivityDate"));
        json.writeStringField("loyaltyProgramMemberId", RecordId.of(LoyaltyLedger.MEMBER, shopper.number()));
        json.writeStringField("loyaltyProgramName", LoyaltyLedger.PROGRAM);
        json.writeArrayFieldStart("memberCurrencies");
        currency(json, shopper, "Threads", 1, moved.add(BigDecimal.valueOf(shopper.points())));
        currency(json, shopper, "Tier Threads", 2, BigDecimal.valueOf(shopper.points() / 3));
        json.writeEndArray();
        json.writeStringField("memberStatus", "Active");
        json.writeArrayFieldStart("memberTiers");
        tier(json, shopper, shopper.tier());
        json.writeEndArray();
        json.writeStringField("memberType", "Individual");
        nulls(json, List.of("membershipEndDate", "membershipLastRenewalDate"));
        json.writeStringField("membershipNumber", shopper.membershipNumber());
        nulls(json, List.of("referredBy", "relatedCorporateMembershipNumber"));
        json.writeStringField("transactionJournalStatementFrequency", "Monthly");
        json.writeNullField("transactionJournalStatementLastGeneratedDate");
        json.writeStringField("transactionJournalStatementMethod", "Mail");
        json.writeEndObject();
    }

    private static void currency(JsonGenerator json, Shopper shopper, String name, int number, BigDecimal balance)
            throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("additionalLoyaltyMemberCurrencyFields");
        json.writeEndObject();
        json.writeNumberField("escrowPointsBalance", shopper.number() % 7 == 0 ? 120.0 : 0.0);
        json.writeNumberField("expirablePoints", (double) (balance.intValue() / 10));
        nulls(json, DATES);
        json.writeStringField("loyaltyMemberCurrencyName", name);
        json.writeStringField("loyaltyProgramCurrencyId", RecordId.of("0lc", number));
        json.writeNullField("loyaltyProgramCurrencyName");
        json.writeStringField("memberCurrencyId", RecordId.of("0lz", shopper.number() * 2 + number));
        json.writeNullField("nextQualifyingPointsResetDate");
        json.writeNumberField("pointsBalance", balance);
        json.writeNumberField("totalPointsAccrued", balance.doubleValue());
        for (String counter : COUNTERS) {
            json.writeNumberField(counter, 0.0);
        }
        json.writeEndObject();
    }

    private static void tier(JsonGenerator json, Shopper shopper, Tier tier) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("additionalLoyaltyMemberTierFields");
        json.writeEndObject();
        json.writeBooleanField("areTierBenefitsAssigned", false);
        json.writeStringField("loyaltyMemberTierId", RecordId.of("0ly", shopper.number()));
        json.writeStringField("loyaltyMemberTierName", tier.label());
        nulls(json, List.of("tierChangeReason", "tierChangeReasonType"));
        json.writeStringField("tierEffectiveDate", "2026-01-01");
        json.writeStringField("tierExpirationDate", "2027-12-31");
        json.writeStringField("tierGroupId", RecordId.of("0lt", 1));
        json.writeNullField("tierGroupName");
        json.writeStringField("tierId", RecordId.of("0lg", tier.ordinal() + 1));
        json.writeNumberField("tierSequenceNumber", 10 * (tier.ordinal() + 1));
        json.writeEndObject();
    }

    private static void nulls(JsonGenerator json, List<String> names) throws IOException {
        for (String name : names) {
            json.writeNullField(name);
        }
    }
}
