package dev.weft.http.scapi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.http.scapi.BasketCalls.Call;
import dev.weft.http.scapi.FaceWrites.Visit;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.Optional;

/** Keeps what is to be paid equal to what the basket costs, where a price changed after the client had written the amount. */
record Payments(BasketCalls calls, Visit visit, String basketId) {

    /**
     * Writes the new total to the one payment that stood at the old one. False where nobody can tell what is to be paid: several payments,
     * or SCAPI does not take it. Never fails.
     */
    Future<Boolean> fit(Cart before, Cart now) {
        JsonNode total = now.tree().path("orderTotal");
        JsonNode old = before.tree().path("orderTotal");
        JsonNode payments = now.tree().path("paymentInstruments");
        boolean stamped = false;
        for (JsonNode payment : payments) {
            stamped |= payment.path("amount").isNumber();
        }
        if (!stamped || same(total, old)) {
            return Future.succeededFuture(true);
        }
        JsonNode only = payments.path(0);
        String id = only.path("paymentInstrumentId").asText();
        if (payments.size() != 1
                || !total.isNumber()
                || !same(only.path("amount"), old)
                || !id.matches("[A-Za-z0-9_-]+")) {
            return Future.succeededFuture(false);
        }
        Call call = new Call(
                HttpMethod.PATCH,
                "/payment-instruments/" + id,
                "{\"amount\":" + total.decimalValue().toPlainString() + "}",
                Optional.empty());
        return calls.send(visit, Families.BASKETS_2, basketId, call)
                .map(done -> true)
                .otherwise(false);
    }

    private static boolean same(JsonNode one, JsonNode other) {
        return one.isNumber() && other.isNumber() && one.decimalValue().compareTo(other.decimalValue()) == 0;
    }
}
