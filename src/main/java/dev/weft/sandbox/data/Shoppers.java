package dev.weft.sandbox.data;

import java.util.Optional;

/** All shoppers, numbered from 1, each made when asked for. */
public final class Shoppers {

    /** The one-time customer that the ERPs book guests on, as the in-house ERP numbers it. */
    public static final String ONE_TIME = "00990000";

    /** The same, as SAP numbers it. */
    public static final String ONE_TIME_SOLD_TO = "0000990000";

    private final Seeded chance;
    private final int count;

    Shoppers(Seeded chance, int count) {
        this.chance = chance;
        this.count = count;
    }

    public int count() {
        return count;
    }

    /** The shopper with this number, from 1 to {@link #count()}. */
    public Optional<Shopper> number(int number) {
        return number >= 1 && number <= count ? Optional.of(make(number)) : Optional.empty();
    }

    public Optional<Shopper> byCustomerId(String id) {
        return id.startsWith("wsh") ? byDigits(id.substring(3), 8) : Optional.empty();
    }

    public Optional<Shopper> byCustomerNo(String customerNo) {
        return byDigits(customerNo, 8);
    }

    /** Whether an ERP has this customer: a shopper, or the one-time customer. */
    public boolean isSoldToParty(String party) {
        return party.equals(ONE_TIME_SOLD_TO) || bySoldToParty(party).isPresent();
    }

    public Optional<Shopper> bySoldToParty(String party) {
        return byDigits(party, 10);
    }

    public Optional<Shopper> byMembershipNumber(String membership) {
        return membership.startsWith("WC") ? byDigits(membership.substring(2), 8) : Optional.empty();
    }

    public Optional<Shopper> byEmail(String email) {
        String[] parts = email.split("[.@]", -1);
        return parts.length < 3
                ? Optional.empty()
                : digits(parts[2])
                        .flatMap(this::number)
                        .filter(shopper -> shopper.email().equalsIgnoreCase(email));
    }

    private Optional<Shopper> byDigits(String text, int length) {
        return text.length() == length ? digits(text).flatMap(this::number) : Optional.empty();
    }

    private static Optional<Integer> digits(String text) {
        return text.length() <= 10 && text.matches("0*[0-9]{1,8}")
                ? Optional.of(Integer.valueOf(text))
                : Optional.empty();
    }

    private Shopper make(int number) {
        Site home = number % 10 == 8 ? Site.WEFT_UK : number % 10 == 9 ? Site.WEFT_JP : Site.WEFT_EU;
        int points = chance.below("points", number, 9_000);
        Tier tier = points >= 6_000 ? Tier.SILK : points >= 2_500 ? Tier.WOOL : Tier.LINEN;
        return new Shopper(
                number,
                Vocabulary.FIRST_NAMES.get(chance.below("first", number, Vocabulary.FIRST_NAMES.size())),
                Vocabulary.LAST_NAMES.get(chance.below("last", number, Vocabulary.LAST_NAMES.size())),
                home,
                tier,
                points);
    }
}
