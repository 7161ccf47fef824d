package dev.weft.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.kernel.Market;
import dev.weft.kernel.Sku;
import dev.weft.order.Draft;
import dev.weft.order.DraftRules;
import dev.weft.order.Fault;
import dev.weft.order.Order;
import dev.weft.order.OrderLine;
import dev.weft.order.Payment;
import dev.weft.order.Person;
import dev.weft.order.PointsRule;
import dev.weft.order.Shipping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads an order's draft out of a body: the draft, or everything that is wrong with it, each fault at its place. */
final class DraftReader {
    private static final int MAX_LINES = 200;
    private static final int MAX_UNITS = 2_000;
    private static final Pattern EMAIL = Pattern.compile("[^\\s@]{1,64}@[^\\s@.]+(\\.[^\\s@.]+)+");
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final Pattern SKU = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");
    private static final Pattern TAXATION = Pattern.compile("gross|net");
    private static final Pattern METHOD = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    private final Market market;
    private final Optional<PointsRule> pointsRule;
    private final int exponent;
    private final List<Fault> faults = new ArrayList<>();

    private DraftReader(Market market, Optional<PointsRule> pointsRule) {
        this.market = market;
        this.pointsRule = pointsRule;
        this.exponent = Math.max(0, market.currency().getDefaultFractionDigits());
    }

    /** A draft, or its faults. */
    record Reading(Optional<Draft> draft, List<Fault> faults) {}

    /** @param points by which rule points may pay; empty where there is none to look at */
    static Reading read(JsonNode body, List<String> repeated, Market market, Optional<PointsRule> points) {
        DraftReader reader = new DraftReader(market, points);
        repeated.forEach(at -> reader.faults.add(new Fault(at, "repeated", "The member stands more than once.")));
        Draft draft = reader.draft(new JsonFields(body, "", reader.faults));
        if (reader.faults.isEmpty()) {
            reader.faults.addAll(DraftRules.faults(draft));
        }
        return new Reading(reader.faults.isEmpty() ? Optional.of(draft) : Optional.empty(), reader.faults);
    }

    private Draft draft(JsonFields body) {
        String currency = body.text("currency", CURRENCY, "an ISO 4217 code");
        if (!currency.isEmpty() && !currency.equals(market.currency().getCurrencyCode())) {
            body.fault(
                    "currency",
                    "currency",
                    "The site sells in " + market.currency().getCurrencyCode() + " only.");
        }
        boolean gross = body.text("taxation", TAXATION, "gross or net").equals("gross");
        List<OrderLine> lines = lines(body);
        long discount = body.optionalAmount("discount", exponent);
        JsonFields shipping = body.object("shipping");
        Shipping parcel = new Shipping(
                shipping.text("method", METHOD, "the name of a shipping method"),
                shipping.amount("price", exponent),
                shipping.optionalAmount("tax", exponent));
        shipping.close();
        Order.Basket basket =
                new Order.Basket(market.currency().getCurrencyCode(), gross, lines, discount, parcel, market.locale());
        Payment payment = payment(body);
        Person person = person(body);
        Order.Origin origin =
                new Order.Origin(body.optional("basketId", 64), Optional.empty(), body.optional("reservationId", 64));
        long total = body.amount("total", exponent);
        body.close();
        return new Draft(basket, payment, person, origin, total);
    }

    private List<OrderLine> lines(JsonFields body) {
        List<OrderLine> lines = new ArrayList<>();
        int units = 0;
        for (JsonFields line : body.objects("lines", MAX_LINES)) {
            String sku = line.text("sku", SKU, "1 to 100 of letters, digits, '.', '_', '-'");
            int quantity = line.count("quantity", 1, 999);
            lines.add(new OrderLine(
                    lines.size() + 1,
                    Sku.of(sku.isEmpty() ? "unreadable" : sku),
                    Math.max(1, quantity),
                    line.amount("unitPrice", exponent),
                    line.optionalAmount("discount", exponent),
                    line.optionalAmount("tax", exponent)));
            units += quantity;
            line.close();
        }
        if (units > MAX_UNITS) {
            body.fault("lines", "too_many_units", "At most " + MAX_UNITS + " units in one order.");
        }
        return lines;
    }

    private Payment payment(JsonFields body) {
        JsonFields payment = body.object("payment");
        String reference = payment.text("reference", 128);
        String method = payment.text("method", METHOD, "the name of a payment method");
        long amount = payment.amount("amount", exponent);
        payment.close();
        if (!body.has("points")) {
            return new Payment(reference, method, amount, 0, 0);
        }
        pointsRule.flatMap(PointsRule::refusal).ifPresent(faults::add);
        int before = faults.size();
        JsonFields points = body.object("points");
        long redeem = points.points("redeem");
        long value = points.amount("value", exponent);
        points.close();
        if (faults.size() == before) {
            pointsRule.ifPresent(rule -> faults.addAll(rule.faults(redeem, value)));
        }
        return new Payment(reference, method, amount, redeem, value);
    }

    private Person person(JsonFields body) {
        String email = body.text("email", EMAIL, "an e-mail address");
        Optional<String> phone = body.optional("phone", 40);
        Person.Address shipping = address(body.object("shippingAddress"));
        Person.Address billing = body.has("billingAddress") ? address(body.object("billingAddress")) : shipping;
        return new Person(email, phone, shipping, billing);
    }

    private static Person.Address address(JsonFields address) {
        Person.Address read = new Person.Address(
                address.text("firstName", 100),
                address.text("lastName", 100),
                address.text("street", 200),
                address.optional("extra", 200),
                address.text("postalCode", 20),
                address.text("city", 100),
                address.optional("region", 100),
                address.text("country", COUNTRY, "an ISO 3166-1 code of two capitals"));
        address.close();
        return read;
    }
}
