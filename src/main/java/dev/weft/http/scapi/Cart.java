package dev.weft.http.scapi;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What of a SCAPI basket or order is looked at here.
 *
 * @param customerId whose it is
 * @param tree the whole document, amounts as decimals
 */
record Cart(String customerId, List<Item> items, JsonNode tree) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final int MOST_UNITS = 1_000_000;

    Cart {
        items = List.copyOf(items);
    }

    /**
     * One product item.
     *
     * @param inventoryId the list it is sold from; empty where commerce names none
     */
    record Item(String itemId, String productId, int quantity, String inventoryId, String shipmentId) {}

    /** Empty where the bytes are no document with product items. */
    static Optional<Cart> read(byte[] body) {
        return tree(body).filter(JsonNode::isObject).map(tree -> {
            List<Item> items = new ArrayList<>();
            for (JsonNode item : tree.path("productItems")) {
                items.add(new Item(
                        item.path("itemId").asText(),
                        item.path("productId").asText(),
                        units(item.path("quantity"), 0),
                        item.path("inventoryId").asText(),
                        item.path("shipmentId").asText()));
            }
            return new Cart(tree.at("/customerInfo/customerId").asText(), items, tree);
        });
    }

    /** Whether its goods are to go to more than one place. */
    boolean parted() {
        Set<String> shipments = new HashSet<>();
        tree.path("productItems")
                .forEach(item -> shipments.add(item.path("shipmentId").asText()));
        shipments.remove("");
        return shipments.size() > 1;
    }

    /** Whether a shipment's goods are fetched from a store, as PWA Kit and its shipping methods say so. */
    boolean fetched(String shipmentId) {
        for (JsonNode shipment : tree.path("shipments")) {
            if (shipment.path("shipmentId").asText().equals(shipmentId)) {
                return !shipment.path("c_fromStoreId").asText().isEmpty()
                        || shipment.at("/shippingMethod/c_storePickupEnabled").asBoolean();
            }
        }
        return false;
    }

    /** Whether several payments pay it: those with an amount, and, where these are not enough, those without, which pay the rest. */
    boolean paidInParts() {
        int payers = 0;
        int ofTheRest = 0;
        BigDecimal stamped = BigDecimal.ZERO;
        for (JsonNode payment : tree.path("paymentInstruments")) {
            JsonNode amount = payment.path("amount");
            if (!amount.isNumber()) {
                ofTheRest++;
            } else if (amount.decimalValue().signum() > 0) {
                payers++;
                stamped = stamped.add(amount.decimalValue());
            }
        }
        JsonNode total = tree.path("orderTotal");
        boolean restLeft = total.isNumber() && stamped.compareTo(total.decimalValue()) < 0;
        return payers + (restLeft ? ofTheRest : 0) > 1;
    }

    /** Of SCAPI's, any JSON; empty where it is none. What a client sent is read with StrictJson. */
    private static Optional<JsonNode> tree(byte[] body) {
        try {
            return Optional.of(JSON.readTree(body));
        } catch (IOException | NumberFormatException noJson) { // a number may have an exponent beyond all bounds
            return Optional.empty();
        }
    }

    /** A quantity; SCAPI takes decimals, of which a part of a unit counts as one. Bounded, so that sums stay sums. */
    static int units(JsonNode quantity, int otherwise) {
        return quantity.isNumber()
                ? (int) Math.max(0, Math.min(MOST_UNITS, Math.ceil(quantity.asDouble())))
                : otherwise;
    }
}
