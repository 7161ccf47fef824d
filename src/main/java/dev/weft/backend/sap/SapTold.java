package dev.weft.backend.sap;

import dev.weft.backend.sap.SapDrafts.Unfit;
import dev.weft.kernel.Money;
import dev.weft.order.Order;
import dev.weft.order.Payment;
import dev.weft.order.Person;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Currency;
import java.util.Locale;

/**
 * What a sales order is told beyond goods and amounts, in SAP's words: where it goes, as the ship-to party's address in this document alone,
 * and how it was paid, as a header text. What decides where a parcel goes is never cut: an order that does not fit is not sent.
 */
final class SapTold {
    private static final int NAME = 40;
    private static final int SECOND_LINE = 40;
    private static final int STREET = 60;
    private static final int POSTAL_CODE = 10;
    private static final int CITY = 40;
    private static final int REGION = 3;
    private static final int EMAIL = 241;
    private static final int PHONE = 30;

    private SapTold() {}

    /** The ship-to party: the customer himself, but at the address the order is for. */
    static JsonArray shipTo(String function, String customer, Order order, Person person) {
        Person.Address to = person.shipping();
        String name = to.firstName() + " " + to.lastName();
        int end = name.length() <= NAME ? name.length() : Math.max(1, name.lastIndexOf(' ', NAME));
        String rest = name.substring(end).strip();
        JsonObject address = new JsonObject()
                .put("OrganizationName1", fitting(name.substring(0, end), NAME, "name"))
                .put("StreetName", fitting(to.street(), STREET, "street"))
                .put("PostalCode", fitting(to.postalCode(), POSTAL_CODE, "postal_code"))
                .put("CityName", fitting(to.city(), CITY, "city"))
                .put("Country", to.country())
                .put("CorrespondenceLanguage", language(order));
        if (!rest.isEmpty()) {
            address.put("OrganizationName2", fitting(rest, NAME, "name"));
        }
        to.extra().ifPresent(extra -> address.put("StreetPrefixName1", fitting(extra, SECOND_LINE, "second_line")));
        // SAP's regions are codes of its own: what is longer is a name, and is told by the postal code anyway
        to.region().filter(it -> it.length() <= REGION).ifPresent(region -> address.put("Region", region));
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

    private static String fitting(String text, int longest, String what) {
        if (text.length() > longest) {
            throw new Unfit(what + "_too_long");
        }
        return text;
    }
}
