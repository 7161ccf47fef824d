package dev.weft.sandbox.scapi;

import dev.weft.sandbox.wire.Reply;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Payment instruments of a basket. Card numbers come masked or are refused; nothing is ever charged. */
final class Payments {

    private static final Set<String> METHODS = Set.of("CREDIT_CARD", "PayPal", "BANK_TRANSFER", "GIFT_CERTIFICATE");
    private static final Set<String> CARD =
            Set.of("cardType", "expirationMonth", "expirationYear", "holder", "maskedNumber", "issueNumber");
    private static final int MOST = 10;

    private final BasketStore store;
    private final Baskets baskets;
    private final Ids ids;

    Payments(BasketStore store, Baskets baskets, Ids ids) {
        this.store = store;
        this.baskets = baskets;
        this.ids = ids;
    }

    Reply add(Asked asked) {
        JsonObject made = instrument(new JsonObject().put("paymentInstrumentId", ids.next()), asked.body());
        return baskets.change(asked, basket -> {
            List<JsonObject> all = new ArrayList<>(basket.checkout().payments());
            all.add(made);
            if (all.size() > MOST) {
                throw Problems.refusal("A basket has at most " + MOST + " payment instruments.");
            }
            return basket.with(basket.checkout().withPayments(all));
        });
    }

    Reply patch(Asked asked) {
        JsonObject body = asked.body();
        return baskets.change(asked, basket -> {
            JsonObject before = known(basket, asked.path(3));
            JsonObject after = instrument(before, body);
            return basket.with(basket.checkout()
                    .withPayments(basket.checkout().payments().stream()
                            .map(it -> it == before ? after : it)
                            .toList()));
        });
    }

    Reply delete(Asked asked) {
        return baskets.change(asked, basket -> {
            JsonObject gone = known(basket, asked.path(3));
            return basket.with(basket.checkout()
                    .withPayments(basket.checkout().payments().stream()
                            .filter(it -> it != gone)
                            .toList()));
        });
    }

    Reply methods(Asked asked) {
        if (store.find(asked.owner(), asked.path(1)).isEmpty()) {
            return BasketStore.unknown(asked.path(1));
        }
        JsonArray methods = new JsonArray();
        for (String id : List.of("CREDIT_CARD", "PayPal", "BANK_TRANSFER")) {
            JsonObject method = new JsonObject().put("id", id).put("name", id.replace('_', ' '));
            if (id.equals("CREDIT_CARD")) {
                method.put("cards", new JsonArray().add(card("Visa", 16)).add(card("Master Card", 16)));
            }
            methods.add(method);
        }
        JsonObject json = new JsonObject().put("applicablePaymentMethods", methods);
        return Reply.json(200, json.toBuffer().getBytes());
    }

    /** The document with what the request sets. */
    static JsonObject instrument(JsonObject before, JsonObject body) {
        JsonObject after = before.copy();
        String method = body.getString("paymentMethodId", before.getString("paymentMethodId", ""));
        if (!METHODS.contains(method)) {
            throw Problems.refusal(
                    "invalid-payment-method-id",
                    "Invalid Payment Method ID",
                    "There is no payment method '" + method + "'.");
        }
        after.put("paymentMethodId", method);
        if (body.getNumber("amount") != null) {
            after.put("amount", body.getNumber("amount"));
        }
        Optional.ofNullable(body.getJsonObject("paymentCard")).ifPresent(it -> after.put("paymentCard", masked(it)));
        return after.mergeIn(Documents.custom(body));
    }

    /** A card with its number masked; a number in the clear is refused, as it must not come here. */
    static JsonObject masked(JsonObject card) {
        JsonObject kept = Documents.kept(card, CARD);
        String number = kept.getString("maskedNumber", "");
        if (number.chars().filter(Character::isDigit).count() > 11) {
            throw Problems.refusal("The property 'paymentCard.maskedNumber' is not masked.");
        }
        return kept.put("numberLastDigits", number.substring(Math.max(0, number.length() - 4)))
                .put("creditCardExpired", false);
    }

    private static JsonObject card(String type, int length) {
        return new JsonObject()
                .put("cardType", type)
                .put("name", type)
                .put("numberLengths", new JsonArray().add(Integer.toString(length)))
                .put("securityCodeLength", 3)
                .put("checksumVerificationEnabled", true);
    }

    private static JsonObject known(Basket basket, String id) {
        return basket.checkout().payments().stream()
                .filter(it -> it.getString("paymentInstrumentId").equals(id))
                .findFirst()
                .orElseThrow(() -> new Refused(
                        Problems.notFound("payment-instrument", "The basket has no payment instrument '" + id + "'.")));
    }
}
