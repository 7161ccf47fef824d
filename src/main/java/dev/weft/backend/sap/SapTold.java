package dev.weft.backend.sap;

import dev.weft.backend.sap.SapDrafts.Unfit;
import dev.weft.kernel.Money;
import dev.weft.order.Order;
import dev.weft.order.Payment;
import dev.weft.order.Person;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;

/**
 * What a sales order is told beyond goods and amounts, in SAP's words: where it goes, as the ship-to party's address in this document alone,
 * and how it was paid, as a header text. What decides where a parcel goes is never cut: an order that does not fit is not sent.
 */
final class SapTold {
    private static final List<String> NAMES =
            List.of("OrganizationName1", "OrganizationName2", "OrganizationName3", "OrganizationName4");
    private static final List<String> FURTHER_LINES =
            List.of("StreetPrefixName1", "StreetPrefixName2", "StreetSuffixName1", "StreetSuffixName2");
    private static final int LINE = 40;
    private static final int STREET = 60;
    private static final int POSTAL_CODE = 10;
    private static final int CITY = 40;
    private static final int EMAIL = 241;
    private static final int PHONE = 30;

    private SapTold() {}

    /**
     * The ship-to party: the customer himself, but at the address the order is for. What is longer than a field of SAP's goes on in the next
     * one. Regions are left out: SAP's are codes of its own, and the postal code tells them.
     */
    static JsonArray shipTo(String function, String customer, Order order, Person person) {
        Person.Address to = person.shipping();
        List<String> street = lines(to.street(), STREET, LINE);
        JsonObject address = new JsonObject();
        put(address, NAMES, lines(to.firstName() + " " + to.lastName(), LINE, LINE), "name");
        address.put("StreetName", street.get(0))
                .put("PostalCode", fitting(to.postalCode(), POSTAL_CODE, "postal_code"))
                .put("CityName", fitting(to.city(), CITY, "city"))
                .put("Country", to.country())
                .put("CorrespondenceLanguage", language(order));
        List<String> further = new ArrayList<>(street.subList(1, street.size()));
        to.extra().ifPresent(extra -> further.addAll(lines(extra, LINE, LINE)));
        put(address, FURTHER_LINES, further, "street");
        if (person.email().length() <= EMAIL) {
            address.put("EmailAddress", person.email());
        }
        person.phone().filter(it -> it.length() <= PHONE).ifPresent(phone -> address.put("PhoneNumber", phone));
        return new JsonArray()
                .add(new JsonObject()
                        .put("PartnerFunction", function)
                        .put("Customer", customer)
                        .put("to_Address", new JsonArray().add(address)));
    }

    /** How it was paid, a fact a line. */
    static JsonArray payment(String textId, Order order) {
        Payment payment = order.payment();
        StringBuilder text = new StringBuilder()
                .append("reference: ")
                .append(payment.reference())
                .append("\nmethod: ")
                .append(payment.method())
                .append("\namount: ")
                .append(amount(payment.amount(), order));
        if (payment.points() > 0) {
            text.append("\npoints: ")
                    .append(payment.points())
                    .append("\npoints' value: ")
                    .append(amount(payment.pointsValue(), order));
        }
        return new JsonArray()
                .add(new JsonObject()
                        .put("Language", language(order))
                        .put("LongTextID", textId)
                        .put("LongText", text.toString()));
    }

    private static String amount(long minor, Order order) {
        String currency = order.basket().currency();
        return Money.ofMinor(minor, Currency.getInstance(currency)).major().toPlainString() + " " + currency;
    }

    private static String language(Order order) {
        String language =
                Locale.forLanguageTag(order.basket().locale()).getLanguage().toUpperCase(Locale.ROOT);
        return language.length() == 2 ? language : "EN";
    }

    /** {@code text} in lines no longer than so many characters, broken at blanks where there are some. */
    private static List<String> lines(String text, int first, int others) {
        List<String> lines = new ArrayList<>();
        String rest = text.strip();
        for (int longest = first; rest.length() > longest; longest = others) {
            int blank = rest.lastIndexOf(' ', longest);
            String line = rest.substring(0, blank > 0 ? blank : longest);
            lines.add(line.strip());
            rest = rest.substring(line.length()).strip();
        }
        lines.add(rest);
        return lines;
    }

    private static void put(JsonObject address, List<String> names, List<String> lines, String what) {
        if (lines.size() > names.size()) {
            throw new Unfit(what + "_too_long");
        }
        for (int i = 0; i < lines.size(); i++) {
            address.put(names.get(i), lines.get(i));
        }
    }

    private static String fitting(String text, int longest, String what) {
        if (text.length() > longest) {
            throw new Unfit(what + "_too_long");
        }
        return text;
    }
}
