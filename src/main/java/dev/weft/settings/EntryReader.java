package dev.weft.settings;

import dev.weft.backend.rest.Amount;
import dev.weft.backend.rest.RestOrderRules;
import dev.weft.backend.salesforce.LoyaltyRules;
import dev.weft.backend.sap.SapOrderRules;
import dev.weft.order.OrderRecord;
import dev.weft.order.SpentPoints;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Builds how orders, refunds and points are entered into each vendor's system from {@code mapping}. */
final class EntryReader {
    private EntryReader() {}

    static Optional<SapOrderRules> sap(Section mapping) {
        return mapping.optional("orderEntry")
                .map(entry -> new SapOrderRules(
                        new SapOrderRules.Documents(
                                entry.requiredText("orderType"),
                                entry.requiredText("creditType"),
                                entry.requiredText("returnType"),
                                entry.requiredText("refundReason"),
                                entry.requiredText("rejectionReason"),
                                entry.flag("unitsReturn")),
                        new SapOrderRules.Pricing(
                                entry.requiredText("priceCondition"),
                                entry.requiredText("shippingCondition"),
                                entry.requiredText("shippingMaterial"),
                                entry.requiredText("adjustmentMaterial"),
                                entry.flag("net")),
                        entry.requiredText("division"),
                        entry.requiredText("unit"),
                        entry.text("guest"),
                        new SapOrderRules.Told(
                                entry.text("shipTo").filter(function -> !function.equals("none")),
                                entry.text("paymentText"),
                                entry.texts("shippingConditions")),
                        lag(entry)));
    }

    static Optional<LoyaltyRules> loyalty(Section mapping) {
        return mapping.optional("booking")
                .map(booking -> new LoyaltyRules(
                        booking.requiredText("accrual"),
                        booking.requiredText("redemption"),
                        booking.requiredText("creditParameter"),
                        booking.requiredText("debitParameter"),
                        booking.requiredText("journalId"),
                        SpentPoints.valueOf(booking.requiredText("spentPoints").toUpperCase(Locale.ROOT)),
                        lag(booking)));
    }

    static Optional<RestOrderRules> rest(Section mapping) {
        return mapping.optional("orderEntry").map(EntryReader::restEntry);
    }

    private static RestOrderRules restEntry(Section entry) {
        Map<String, OrderRecord.Stage> stages = new LinkedHashMap<>();
        entry.texts("stages")
                .forEach(
                        (theirs, ours) -> stages.put(theirs, OrderRecord.Stage.valueOf(ours.toUpperCase(Locale.ROOT))));
        List<String> tooLate =
                entry.optional("cancel").map(cancel -> cancel.list("tooLate")).orElse(List.of());
        return new RestOrderRules(
                new RestOrderRules.Calls(
                        entry.section("create").requiredText("path"),
                        search(entry.section("find")),
                        entry.section("status").requiredText("path"),
                        entry.optional("cancel").map(cancel -> cancel.requiredText("path")),
                        entry.section("refund").requiredText("path"),
                        search(entry.section("findRefund")),
                        new RestOrderRules.Codes(
                                Set.copyOf(entry.section("create").list("taken")), Set.copyOf(tooLate))),
                entry.texts("fields"),
                entry.texts("constants"),
                entry.texts("refundConstants"),
                Amount.Unit.valueOf(entry.requiredText("unit").toUpperCase(Locale.ROOT)),
                entry.text("guest"),
                stages,
                lag(entry));
    }

    private static RestOrderRules.Search search(Section call) {
        return new RestOrderRules.Search(call.requiredText("path"), call.requiredText("rows"));
    }

    private static Duration lag(Section section) {
        return section.duration("lag").orElseThrow();
    }
}
