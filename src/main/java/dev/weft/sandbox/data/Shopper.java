package dev.weft.sandbox.data;

import java.util.Locale;

/**
 * An invented shopper; the same eight digits lead to them in every system.
 *
 * <p>Who is missing where, by number: no CRM contact if it divides by 50, no loyalty membership if it divides by 40, no
 * orders if it divides by 25, no open basket if it leaves 3 when divided by 10.
 */
public record Shopper(int number, String firstName, String lastName, Site home, Tier tier, int points) {

    private String digits() {
        return Digits.padded(number, 8);
    }

    /** Commerce's customer id (the {@code rcid} of a token), and the CRM's {@code StorefrontId__c}. */
    public String customerId() {
        return "wsh" + digits();
    }

    public String customerNo() {
        return digits();
    }

    /** SAP's business partner: the customer number padded to ten digits. */
    public String soldToParty() {
        return "00" + digits();
    }

    public String membershipNumber() {
        return "WC" + digits();
    }

    /** The e-mail address, which is also the login. */
    public String email() {
        return asciiLower(firstName) + "." + asciiLower(lastName) + "." + number + "@example.com";
    }

    public String password() {
        return "weft-" + digits();
    }

    public boolean inCrm() {
        return number % 50 != 0;
    }

    public boolean isMember() {
        return number % 40 != 0;
    }

    public boolean hasOrders() {
        return number % 25 != 0;
    }

    public boolean hasBasket() {
        return number % 10 != 3;
    }

    private static String asciiLower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
