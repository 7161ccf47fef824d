package dev.weft.backend.scapi;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weft.kernel.Failed;
import dev.weft.kernel.Failure;
import dev.weft.kernel.Money;
import dev.weft.kernel.Sku;
import dev.weft.order.AcceptedOrder;
import dev.weft.order.Draft;
import dev.weft.order.InventoryLists;
import dev.weft.order.Order;
import dev.weft.order.OrderLine;
import dev.weft.order.Payment;
import dev.weft.order.Person;
import dev.weft.order.Shipping;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads an order as commerce answers it, from the Shopper Orders API and the Orders API alike.
 *
 * <p>A line's unit price is the price it was sold at before discounts: a fixed price that somebody set by hand, else the base price. What
 * lies between that and the line's price after its own discounts is the line's discount; what the order's discounts take off the lines is
 * the order's, below zero where they put something on (a surcharge). Taxes are those after all discounts. The whole must add up to
 * {@code orderTotal}, which {@link dev.weft.order.DraftRules} checks. Orders with options, gift certificates, several payments, goods for
 * several addresses or goods of an inventory list that stands for no place of ours are none that an ERP could be handed this way.
 */
public final class ScapiOrderDocument {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final String SOURCE = "scapi";

    /** Commerce's words for an order that is none any more, whatever its export status still says. */
    private static final Set<String> WITHDRAWN = Set.of("cancelled", "failed", "replaced");

    private final Map<String, String> sites = new HashMap<>();
    private final Map<String, String> locales;
    private final Map<String, InventoryLists> lists;

    /** Of the sites {@code settings} name; {@code locales} and {@code lists} by our site. */
    public ScapiOrderDocument(ScapiSettings settings, Map<String, String> locales, Map<String, InventoryLists> lists) {
        settings.sites().forEach((ours, theirs) -> sites.put(theirs, ours));
        this.locales = Map.copyOf(locales);
        this.lists = Map.copyOf(lists);
    }

    /** Throws {@link Failed} for what is no order, or none that can be handed over. */
    public AcceptedOrder read(byte[] document) {
        try {
            return read(JSON.readTree(document));
        } catch (IOException noJson) {
            throw wrong("no JSON");
        }
    }

    AcceptedOrder read(JsonNode order) {
        @Nullable String site = sites.get(order.path("siteId").asText());
        String number = order.path("orderNo").asText();
        if (site == null || number.isEmpty()) {
            throw wrong("an order of none of our sites");
        }
        Currency currency = ScapiMoney.currency(order.path("currency").asText())
                .orElseThrow(() -> wrong("a currency nobody knows"));
        if (!order.path("giftCertificateItems").isEmpty()) {
            throw wrong("an order with gift certificates");
        }
        Amounts amounts = new Amounts(currency);
        long total = amounts.of(order, "orderTotal");
        JsonNode shipment = shipment(order);
        return new AcceptedOrder(
                number,
                site,
                order.at("/customerInfo/customerId").asText(),
                !order.path("guest").asBoolean(),
                order.path("exportStatus").asText().equals("ready") && !isWithdrawn(order),
                new Draft(
                        basket(order, shipment, amounts, locales.getOrDefault(site, "")),
                        payment(order, total, amounts),
                        person(order, shipment),
                        new Order.Origin(Optional.empty(), Optional.of(number), Optional.empty()),
                        total),
                places(order, shipment, lists.getOrDefault(site, InventoryLists.NONE)));
    }

    /** Whether commerce cancelled, failed or replaced it. */
    static boolean isWithdrawn(JsonNode order) {
        return WITHDRAWN.contains(order.path("status").asText());
    }

    /** The one shipment that holds goods; the first where the items name none. */
    private static JsonNode shipment(JsonNode order) {
        Set<String> named = new HashSet<>();
        order.path("productItems").forEach(item -> optional(item, "shipmentId").ifPresent(named::add));
        if (named.size() > 1) {
            throw wrong("an order with goods in several shipments");
        }
        for (JsonNode shipment : order.path("shipments")) {
            if (named.contains(shipment.path("shipmentId").asText())) {
                return shipment;
            }
        }
        return order.at("/shipments/0");
    }

    private static Order.Basket basket(JsonNode order, JsonNode shipment, Amounts amounts, String locale) {
        List<OrderLine> lines = new ArrayList<>();
        long discount = 0;
        for (JsonNode item : order.path("productItems")) {
            long after = amounts.of(item, "priceAfterItemDiscount", "price");
            discount += after - amounts.of(item, "priceAfterOrderDiscount", "priceAfterItemDiscount", "price");
            lines.add(line(lines.size() + 1, item, after, amounts));
        }
        if (lines.isEmpty()) {
            throw wrong("an order without goods");
        }
        return new Order.Basket(
                order.path("currency").asText(),
                order.path("taxation").asText().equals("gross"),
                lines,
                discount,
                new Shipping(
                        shipment.at("/shippingMethod/id").asText("standard"),
                        amounts.of(order, "shippingTotal"),
                        amounts.of(order, "adjustedShippingTotalTax", "shippingTotalTax")),
                locale);
    }

    /** Where lines must come from, by their number: lines are numbered as the items stand. */
    private static Map<Integer, String> places(JsonNode order, JsonNode shipment, InventoryLists lists) {
        boolean fetched = optional(shipment, "c_fromStoreId").isPresent()
                || shipment.at("/shippingMethod/c_storePickupEnabled").asBoolean();
        Map<Integer, String> places = new HashMap<>();
        int number = 0;
        for (JsonNode item : order.path("productItems")) {
            number++;
            String list = item.path("inventoryId").asText();
            if (!lists.knows(list, fetched)) {
                throw wrong("goods of the inventory list '" + list + "', which face.sites.*.inventories does not map");
            }
            Optional<String> place = lists.place(list);
            if (place.isPresent()) {
                places.put(number, place.get());
            }
        }
        return places;
    }

    private static OrderLine line(int number, JsonNode item, long after, Amounts amounts) {
        String sku = item.path("productId").asText();
        double quantity = item.path("quantity").asDouble();
        if (!Sku.valid(sku) || quantity < 1 || quantity != Math.rint(quantity) || quantity > 1_000_000) {
            throw wrong("a line without a SKU or a whole quantity");
        }
        if (!item.path("optionItems").isEmpty()) {
            throw wrong("a line with options");
        }
        int units = (int) quantity;
        long unit = unitPrice(item, amounts);
        if (unit * units < after) { // an adjustment that raised it: the price it was sold at is the one after
            unit = (after + units - 1) / units;
        }
        return new OrderLine(
                number, Sku.of(sku), units, unit, unit * units - after, amounts.of(item, "adjustedTax", "tax"));
    }

    private static long unitPrice(JsonNode item, Amounts amounts) {
        for (JsonNode adjustment : item.path("priceAdjustments")) {
            JsonNode how = adjustment.path("appliedDiscount");
            if (how.path("type").asText().equals("fixed_price")) {
                return amounts.of(how, "amount");
            }
        }
        return amounts.of(item, "basePrice");
    }

    /** Commerce says that it is paid for, or it would not be ready; by what it says itself. */
    private static Payment payment(JsonNode order, long total, Amounts amounts) {
        JsonNode payer = payer(order.path("paymentInstruments"), total, amounts);
        return new Payment(
                payer.path("paymentInstrumentId").asText(order.path("orderNo").asText()),
                payer.path("paymentMethodId").asText("unknown"),
                total,
                0,
                0);
    }

    /**
     * Who pays: those with an amount, and, where these do not pay it all, those without, which pay the rest. Of several the ERP would know
     * one, and give back to it what another paid.
     */
    private static JsonNode payer(JsonNode instruments, long total, Amounts amounts) {
        List<JsonNode> payers = new ArrayList<>();
        List<JsonNode> ofTheRest = new ArrayList<>();
        long stamped = 0;
        for (JsonNode instrument : instruments) {
            long amount = amounts.of(instrument, "amount");
            stamped += amount;
            if (!instrument.path("amount").isNumber()) {
                ofTheRest.add(instrument);
            } else if (amount > 0) {
                payers.add(instrument);
            }
        }
        if (stamped < total) {
            payers.addAll(ofTheRest);
        }
        if (payers.size() > 1) {
            throw wrong("an order with several payments");
        }
        return payers.isEmpty() ? instruments.path(0) : payers.get(0);
    }

    private static Person person(JsonNode order, JsonNode shipment) {
        JsonNode shipping = shipment.path("shippingAddress");
        JsonNode billing = order.path("billingAddress");
        if (!shipping.isObject()) {
            throw wrong("an order without a shipping address");
        }
        Person.Address to = address(shipping);
        return new Person(
                order.at("/customerInfo/email").asText(),
                optional(shipping, "phone").or(() -> optional(billing, "phone")),
                to,
                billing.isObject() ? address(billing) : to);
    }

    private static Person.Address address(JsonNode address) {
        return new Person.Address(
                address.path("firstName").asText(),
                address.path("lastName").asText(),
                address.path("address1").asText(),
                optional(address, "address2"),
                address.path("postalCode").asText(),
                address.path("city").asText(),
                optional(address, "stateCode"),
                address.path("countryCode").asText());
    }

    private static Optional<String> optional(JsonNode node, String member) {
        return Optional.of(node.path(member).asText()).filter(text -> !text.isEmpty());
    }

    private static Failed wrong(String what) {
        return Failure.of(Failure.Reason.BAD_ANSWER, SOURCE, what).asException();
    }

    /** Reads amounts as minor units. */
    private record Amounts(Currency currency) {
        /** The first of the members that is there; 0 where none is. */
        long of(JsonNode node, String... members) {
            for (String member : members) {
                if (node.path(member).isNumber()) {
                    return Money.ofRounded(node.path(member).decimalValue(), currency)
                            .minor();
                }
            }
            return 0;
        }
    }
}
