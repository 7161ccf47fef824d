package dev.weft.backend.sap;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How orders and refunds are entered into one S/4HANA system.
 *
 * @param documents which kinds of documents are made
 * @param pricing by which conditions amounts are told
 * @param division of the sales area
 * @param unit the sales unit of every material
 * @param guest SoldToParty of orders by guests; without it the customer rule is used for guests, too
 * @param told what an order is told beyond goods and amounts
 * @param lag how long after a send SAP may still post it, or not yet find it by reference
 */
public record SapOrderRules(
        Documents documents,
        Pricing pricing,
        String division,
        String unit,
        Optional<String> guest,
        Told told,
        Duration lag) {
    private static final int MAX_CUSTOMER = 10;

    /** What SAP ships with: OR and CR, gross prices by PPR0, freight by HD00, units refunded by credit memo requests. */
    public static final SapOrderRules USUAL = new SapOrderRules(
            new Documents("OR", "CR", "CBAR", "101", "50", false),
            new Pricing("PPR0", "HD00", "SERVICE-FREIGHT", "SERVICE-GOODWILL", false),
            "00",
            "PC",
            Optional.empty(),
            Told.NOTHING,
            Duration.ofSeconds(30));

    public SapOrderRules {
        guest.ifPresent(party -> code("guest", party, MAX_CUSTOMER));
        code("division", division, 2);
        code("unit", unit, 3);
        if (lag.isNegative()) {
            throw new IllegalArgumentException("lag: " + lag + " (expected: not negative)");
        }
    }

    public SapOrderRules withLag(Duration changed) {
        return new SapOrderRules(documents, pricing, division, unit, guest, told, changed);
    }

    public SapOrderRules withTold(Told changed) {
        return new SapOrderRules(documents, pricing, division, unit, guest, changed, lag);
    }

    /** The same rules with units that come back booked as customer returns. */
    public SapOrderRules withReturns() {
        Documents returning = new Documents(
                documents.order(),
                documents.credit(),
                documents.customerReturn(),
                documents.refundReason(),
                documents.rejectionReason(),
                true);
        return new SapOrderRules(returning, pricing, division, unit, guest, told, lag);
    }

    /**
     * Kinds and reasons.
     *
     * @param order SalesOrderType
     * @param credit CreditMemoRequestType
     * @param customerReturn CustomerReturnType
     * @param refundReason SDDocumentReason of a credit, ReturnReason of a return
     * @param rejectionReason SalesDocumentRjcnReason of a cancelled item
     * @param unitsReturn true where a refund of nothing but units is a customer return and not a credit memo request
     */
    public record Documents(
            String order,
            String credit,
            String customerReturn,
            String refundReason,
            String rejectionReason,
            boolean unitsReturn) {
        public Documents {
            code("orderType", order, 4);
            code("creditType", credit, 4);
            code("returnType", customerReturn, 4);
            code("refundReason", refundReason, 3);
            code("rejectionReason", rejectionReason, 2);
        }
    }

    /**
     * Conditions and materials that carry amounts.
     *
     * @param price item condition of goods
     * @param shipping header condition of the shipping
     * @param shippingMaterial material of an item that gives shipping back
     * @param adjustmentMaterial material of an item that gives back an amount without units
     * @param net true where amounts are told without tax
     */
    public record Pricing(
            String price, String shipping, String shippingMaterial, String adjustmentMaterial, boolean net) {
        public Pricing {
            code("priceCondition", price, 4);
            code("shippingCondition", shipping, 4);
            code("shippingMaterial", shippingMaterial, 40);
            code("adjustmentMaterial", adjustmentMaterial, 40);
        }
    }

    /**
     * Where to and how it is sent, and how it was paid.
     *
     * @param shipTo PartnerFunction of the ship-to party, whose address in the document is the delivery address; empty where none is told
     * @param paymentText LongTextID of the header text that says how it was paid; empty where that is not told
     * @param shippingConditions by shipping method, its ShippingCondition, or {@link #UNTOLD}; empty where SAP decides by SoldToParty alone
     */
    public record Told(Optional<String> shipTo, Optional<String> paymentText, Map<String, String> shippingConditions) {
        static final Told NOTHING = new Told(Optional.empty(), Optional.empty(), Map.of());

        /** In the place of a ShippingCondition: what SAP has for the customer is right for this method. */
        public static final String UNTOLD = "none";

        public Told {
            shipTo.ifPresent(function -> code("shipTo", function, 2));
            paymentText.ifPresent(id -> code("paymentText", id, 4));
            shippingConditions = Map.copyOf(shippingConditions);
            shippingConditions.forEach((method, condition) -> {
                if (!condition.equals(UNTOLD)) {
                    code("shippingConditions." + method, condition, 2);
                }
            });
        }
    }

    private static void code(String name, String value, int longest) {
        if (value.isEmpty() || value.length() > longest) {
            throw new IllegalArgumentException(name + ": '" + value + "' (expected: 1 to " + longest + " characters)");
        }
    }
}
