package dev.weft.http.scapi;

import dev.weft.http.scapi.BasketCalls.Call;
import dev.weft.http.scapi.FaceWrites.Visit;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The ERP's price as an attribute of each item, {@code c_weftPrice}, for a hook of the instance's to calculate with: {@code
 * amount;currency;seconds;signature}. The signature is HMAC-SHA-256, in Base64, over basket id, product id, amount, currency and the second it
 * was made in, joined by semicolons, so that no shopper can make one, or take one to another basket or product; the hook refuses to order by
 * an old one. Written with the shopper's own token, all items in one call; anew before each order.
 */
final class SignedPrices implements PriceWrites {
    private static final String ALGORITHM = "HmacSHA256";

    private final BasketCalls calls;
    private final SecretKeySpec key;
    private final String currency;
    private final int digits;
    private final Clock clock;

    SignedPrices(BasketCalls calls, BasketPricing pricing, BasketPricing.Hook hook) {
        this.calls = calls;
        this.key = new SecretKeySpec(hook.secret().reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM);
        this.currency = pricing.currency().getCurrencyCode();
        this.digits = pricing.digits();
        this.clock = hook.clock();
    }

    /** A price that agrees with commerce's is signed too: what is not signed is not ordered. */
    @Override
    public boolean wants(PricedItem item, long minor, boolean ordering) {
        return ordering || item.base() != minor || item.signed().isEmpty();
    }

    @Override
    public Future<Gathered> set(Visit visit, String family, String basketId, Map<PricedItem, Long> prices) {
        JsonArray items = new JsonArray();
        prices.forEach((item, minor) -> items.add(new JsonObject()
                .put("itemId", item.itemId())
                .put(PricedItem.ATTRIBUTE, signed(basketId, item.sku().value(), minor))));
        return calls.send(
                visit, family, basketId, new Call(HttpMethod.PATCH, "/items", items.encode(), Optional.empty()));
    }

    private String signed(String basketId, String productId, long minor) {
        String told = PricedItem.major(minor, digits).toPlainString() + ";" + currency + ";"
                + clock.instant().getEpochSecond();
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] signature = mac.doFinal((basketId + ";" + productId + ";" + told).getBytes(StandardCharsets.UTF_8));
            return told + ";" + Base64.getEncoder().encodeToString(signature);
        } catch (GeneralSecurityException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
