package dev.weft.http.scapi;

import dev.weft.http.scapi.BasketCalls.Call;
import dev.weft.http.scapi.FaceWrites.Visit;
import dev.weft.http.scapi.Shoppers.Known;
import dev.weft.kernel.Failure;
import dev.weft.kernel.Loops;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The ERP's price as a price adjustment: one fixed price for each item that commerce has at another, set with a trusted agent's token, as
 * Salesforce's specification wants it, changed when it changes, and taken out once commerce agrees. One after the other, since each changes
 * the same basket.
 */
final class PriceAdjustments implements PriceWrites {
    private static final String PATH = "/price-adjustments";
    private static final String LOGIN = "::upn:";
    private static final String NAME = "::uidn:";

    private final BasketCalls calls;
    private final Shoppers shoppers;
    private final AgentTokens tokens;
    private final int digits;

    PriceAdjustments(BasketCalls calls, Shoppers shoppers, AgentTokens tokens, int digits) {
        this.calls = calls;
        this.shoppers = shoppers;
        this.tokens = tokens;
        this.digits = digits;
    }

    @Override
    public boolean wants(PricedItem item, long minor, boolean ordering) {
        return item.unit() != minor && !item.isSetByAnother();
    }

    @Override
    public Future<Gathered> set(Visit visit, String family, String basketId, Map<PricedItem, Long> prices) {
        List<Map.Entry<PricedItem, Long>> all = List.copyOf(prices.entrySet());
        return behalf(visit)
                .compose(behalf -> Loops.here(behalf.token(tokens, visit))
                        .compose(token -> all(all, token, visit, family, basketId)
                                .onFailure(cause -> behalf.heard(cause, tokens, token))));
    }

    private Future<Gathered> all(
            List<Map.Entry<PricedItem, Long>> all, String token, Visit visit, String family, String basketId) {
        Future<Gathered> last = calls.send(visit, family, basketId, call(all.get(0), token));
        for (Map.Entry<PricedItem, Long> next : all.subList(1, all.size())) {
            last = last.compose(done -> calls.send(visit, family, basketId, call(next, token)));
        }
        return last;
    }

    private Call call(Map.Entry<PricedItem, Long> price, String token) {
        PricedItem item = price.getKey();
        JsonObject discount = new JsonObject().put("type", "fixed_price");
        Optional<String> agent = Optional.of(token);
        if (item.adjustment().isPresent()) {
            String one = PATH + "/" + item.adjustment().get();
            JsonObject changed = new JsonObject()
                    .put("appliedDiscount", discount.put("amount", PricedItem.major(price.getValue(), digits)));
            return item.base() == price.getValue()
                    ? new Call(HttpMethod.DELETE, one, "", agent)
                    : new Call(HttpMethod.PATCH, one, changed.encode(), agent);
        }
        JsonObject added = new JsonObject()
                .put("level", "product")
                .put("itemId", item.itemId())
                .put("itemText", "Price")
                .put("reasonCode", "ERP_PRICE")
                .put("promotionId", PricedItem.OURS + item.itemId())
                .put("discount", discount.put("value", PricedItem.major(price.getValue(), digits)));
        return new Call(HttpMethod.POST, PATH, added.encode(), agent);
    }

    /**
     * For whom the agent acts.
     *
     * @param login of a registered shopper; empty for a guest
     */
    private record Behalf(String site, String usid, Optional<String> login) {
        Future<String> token(AgentTokens tokens, Visit visit) {
            return tokens.of(site, usid, login, visit.passage().context());
        }

        /** Another is asked for then, as the basket is written once more. */
        void heard(Throwable cause, AgentTokens tokens, String token) {
            if (Failure.from(cause, "scapi").reason() == Failure.Reason.UNAUTHORIZED) {
                tokens.refused(site, usid, login, token);
            }
        }
    }

    private Future<Behalf> behalf(Visit visit) {
        return shoppers.of(visit.onward().fields()).compose(known -> {
            if (known.isEmpty() || known.get().usid().isEmpty()) {
                return Future.failedFuture(refused("nobody knows whose basket it is"));
            }
            Known shopper = known.get();
            boolean registered = shopper.who().registered();
            Optional<String> login = registered ? login(shopper.token()) : Optional.empty();
            return registered && login.isEmpty()
                    ? Future.failedFuture(refused("the token does not tell the shopper's login"))
                    : Future.succeededFuture(new Behalf(visit.asked().value("siteId"), shopper.usid(), login));
        });
    }

    /**
     * {@code upn} of {@code isb}, whole, up to the {@code uidn} that follows it: a shopper may have chosen a login with {@code ::} in it, and
     * is nobody else for that. The token has been verified, so each name is there once at most.
     */
    private static Optional<String> login(String token) {
        try {
            byte[] payload = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
            String isb = new JsonObject(new String(payload, StandardCharsets.UTF_8)).getString("isb", "");
            int begin = isb.indexOf(LOGIN) + LOGIN.length();
            int end = isb.indexOf(NAME, begin);
            return begin < LOGIN.length() || end < 0 ? Optional.empty() : Optional.of(isb.substring(begin, end));
        } catch (RuntimeException anotherForm) { // a token of an issuer that writes others
            return Optional.empty();
        }
    }

    private static RuntimeException refused(String why) {
        return Failure.of(Failure.Reason.REFUSED, "weft", why).asException();
    }
}
