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

    /** True where what was written adds up to what the basket costs, or nothing was. */
    static boolean fit(Cart cart) {
        JsonNode total = cart.tree().path("orderTotal");
        BigDecimal sum = BigDecimal.ZERO;
        boolean stamped = false;
        for (JsonNode payment : cart.tree().path("paymentInstruments")) {
            if (payment.path("amount").isNumber()) {
                stamped = true;
                sum = sum.add(payment.path("amount").decimalValue());
            }
        }
        return !stamped || !total.isNumber() || sum.compareTo(total.decimalValue()) == 0;
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
