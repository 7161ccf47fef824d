package dev.weft.http.scapi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.http.scapi.BasketCalls.Call;
import dev.weft.http.scapi.FaceWrites.Visit;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.math.BigDecimal;
import java.util.Optional;

/** What is to be paid, where prices of ours may have changed what a basket costs after the client had written the amount. */
record Payments(BasketCalls calls, Visit visit, String basketId) {

    /** True where what was written adds up to what the basket costs; one payment without an amount pays whatever is left. */
    static boolean fit(Cart cart) {
        JsonNode total = cart.tree().path("orderTotal");
        BigDecimal sum = BigDecimal.ZERO;
        boolean rest = cart.tree().path("paymentInstruments").isEmpty();
        for (JsonNode payment : cart.tree().path("paymentInstruments")) {
            boolean stamped = payment.path("amount").isNumber();
            rest |= !stamped;
            sum = sum.add(stamped ? payment.path("amount").decimalValue() : BigDecimal.ZERO);
        }
        int compared = total.isNumber() ? sum.compareTo(total.decimalValue()) : 0;
        return compared == 0 || rest && compared < 0;
    }

    /** Whether the one payment there is was of all that {@code cart} cost. */
    static boolean isOneOfAll(Cart cart) {
        JsonNode payments = cart.tree().path("paymentInstruments");
        JsonNode amount = payments.path(0).path("amount");
        JsonNode total = cart.tree().path("orderTotal");
        return payments.size() == 1
                && amount.isNumber()
                && total.isNumber()
                && amount.decimalValue().compareTo(total.decimalValue()) == 0;
    }

    /** Writes the total to the one payment there is. False where there are several, or SCAPI does not take it. Never fails. */
    Future<Boolean> write(Cart cart) {
        JsonNode payments = cart.tree().path("paymentInstruments");
        String id = payments.path(0).path("paymentInstrumentId").asText();
        if (payments.size() != 1 || !id.matches("[A-Za-z0-9_-]+")) {
            return Future.succeededFuture(false);
        }
        BigDecimal total = cart.tree().path("orderTotal").decimalValue();
        Call call = new Call(
                HttpMethod.PATCH,
                "/payment-instruments/" + id,
                "{\"amount\":" + total.toPlainString() + "}",
                Optional.empty());
        return calls.send(visit, Families.BASKETS_2, basketId, call)
                .map(done -> true)
                .otherwise(false);
    }
}
