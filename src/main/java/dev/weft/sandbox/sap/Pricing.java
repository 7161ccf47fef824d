package dev.weft.sandbox.sap;

import dev.weft.sandbox.data.Site;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Prices sent with an item or a document. A rate is for {@code ConditionQuantity} units, so a rate of the whole amount for the
 * whole quantity says the amount exactly.
 */
final class Pricing {

    private static final Map<String, Integer> ELEMENT = Map.of(
            "ConditionType", 4,
            "ConditionRateValue", 0,
            "ConditionCurrency", 5,
            "ConditionQuantity", 0,
            "ConditionQuantityUnit", 3,
            "TransactionCurrency", 5);
    private static final Set<String> PRICES = Set.of("PPR0", "PMP0", "PR00");
    private static final Set<String> SURCHARGES = Set.of("HD00", "DRN1", "DPG1", "ZDIS");

    private Pricing() {}

    /** What the conditions of {@code quantity} units come to, in minor units of the site's currency. */
    static long amount(List<JsonObject> elements, int quantity, Site site) {
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonObject element : elements) {
            Entered entered = new Entered("A_SalesOrderItemPrElementType", element, ELEMENT, List.of());
            String type = entered.required("ConditionType");
            if (!PRICES.contains(type) && !SURCHARGES.contains(type)) {
                throw ODataRefusal.business(
                        "V1/801", "Condition type " + type + " is missing in pricing procedure YBAA01");
            }
            currency(entered.required("ConditionCurrency"), site);
            BigDecimal rate = entered.decimal("ConditionRateValue");
            BigDecimal per = entered.has("ConditionQuantity") ? entered.decimal("ConditionQuantity") : BigDecimal.ONE;
            if (per.signum() <= 0) {
                throw ODataRefusal.badRequest("ConditionQuantity must be positive");
            }
            sum = sum.add(PRICES.contains(type) ? whole(rate.multiply(BigDecimal.valueOf(quantity)), per, type) : rate);
        }
        return minor(sum, site);
    }

    static void currency(String code, Site site) {
        if (!code.equals(site.currency())) {
            throw ODataRefusal.business(
                    "V1/313", "Currency " + code + " is not allowed in sales organization " + site.salesOrganization());
        }
    }

    private static BigDecimal whole(BigDecimal amount, BigDecimal per, String type) {
        try {
            return amount.divide(per);
        } catch (ArithmeticException e) {
            throw ODataRefusal.business("V1/205", "Condition " + type + " cannot be calculated without rounding");
        }
    }

    private static long minor(BigDecimal amount, Site site) {
        try {
            return amount.movePointRight(site.digits()).longValueExact();
        } catch (ArithmeticException e) {
            throw ODataRefusal.business(
                    "SG/105", "Amount " + amount.toPlainString() + " has too many decimals for " + site.currency());
        }
    }
}
