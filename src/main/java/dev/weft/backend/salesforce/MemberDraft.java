package dev.weft.backend.salesforce;

import dev.weft.backend.client.JsonReader;
import dev.weft.customer.Membership;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The members of one programme member met so far. */
final class MemberDraft {
    private record Ranked(Membership.Tier tier, BigDecimal sequence) {}

    private String number = "";
    private String status = "";
    private final List<Membership.Balance> balances = new ArrayList<>(2);
    private @Nullable Ranked tier;

    private MemberDraft() {}

    /** The member the reader stands on. Only balances in {@code pointsCurrency} count; others are the programme's own bookkeeping. */
    static Membership read(JsonReader in, String pointsCurrency) throws IOException {
        MemberDraft member = new MemberDraft();
        in.enterObject();
        while (in.nextMember()) {
            switch (in.member()) {
                case "membershipNumber" -> member.number = in.text();
                case "memberStatus" -> member.status = in.text();
                case "memberCurrencies" -> member.readBalances(in, pointsCurrency);
                case "memberTiers" -> member.readTiers(in);
                default -> in.skip();
            }
        }
        if (member.number.isEmpty() || member.status.isEmpty()) {
            throw in.malformed("a member with membershipNumber and memberStatus");
        }
        Ranked highest = member.tier;
        return new Membership(
                member.number,
                member.status,
                member.balances,
                highest == null ? Optional.empty() : Optional.of(highest.tier()));
    }

    private void readBalances(JsonReader in, String pointsCurrency) throws IOException {
        if (in.isNull()) {
            return;
        }
        in.enterArray();
        while (in.nextElement()) {
            String name = "";
            @Nullable BigDecimal points = null;
            BigDecimal pending = BigDecimal.ZERO;
            in.enterObject();
            while (in.nextMember()) {
                switch (in.member()) {
                    case "loyaltyMemberCurrencyName" -> name = in.text();
                    case "pointsBalance" -> points = in.decimal();
                    case "escrowPointsBalance" -> pending = in.isNull() ? BigDecimal.ZERO : in.decimal();
                    default -> in.skip();
                }
            }
            if (name.isEmpty() || points == null) {
                throw in.malformed("a balance with its name and points");
            }
            if (name.equals(pointsCurrency)) {
                balances.add(new Membership.Balance(name, points, pending));
            }
        }
    }

    /** Of several tiers (one per tier group) the highest is shown. */
    private void readTiers(JsonReader in) throws IOException {
        if (in.isNull()) {
            return;
        }
        in.enterArray();
        while (in.nextElement()) {
            Ranked next = tier(in);
            Ranked best = tier;
            if (best == null || next.sequence().compareTo(best.sequence()) > 0) {
                tier = next;
            }
        }
    }

    private static Ranked tier(JsonReader in) throws IOException {
        String name = "";
        BigDecimal sequence = BigDecimal.ZERO;
        Optional<LocalDate> expires = Optional.empty();
        in.enterObject();
        while (in.nextMember()) {
            switch (in.member()) {
                case "loyaltyMemberTierName" -> name = in.text();
                case "tierSequenceNumber" -> sequence = in.isNull() ? BigDecimal.ZERO : in.decimal();
                case "tierExpirationDate" -> expires = day(in);
                default -> in.skip();
            }
        }
        if (name.isEmpty()) {
            throw in.malformed("a tier with its name");
        }
        return new Ranked(new Membership.Tier(name, expires), sequence);
    }

    private static Optional<LocalDate> day(JsonReader in) throws IOException {
        if (in.isNull()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(in.text()));
        } catch (DateTimeParseException wrong) {
            throw in.malformed("a day");
        }
    }
}
