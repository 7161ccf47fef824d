package dev.weft.sandbox.scapi;

import dev.weft.sandbox.data.Site;
import dev.weft.sandbox.scapi.Basket.Item;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the sample hook of the documentation does on an instance where it is installed: an item whose {@code c_weftPrice} is signed with the
 * hook's secret for this basket, product and currency costs what stands in it. One that is signed by nobody is read over when the basket
 * is calculated, and no order is made of it.
 */
final class PriceHook {
    static final String ATTRIBUTE = "c_weftPrice";

    /** The secret this instance was given. */
    static final String SECRET = "sandbox-hook-secret-0123456789abcdef";

    private static final long OLDEST_SECONDS = 900;

    private PriceHook() {}

    /** The price of one unit in minor units; empty where the item has none that counts. */
    static OptionalLong price(String basketId, Item item, Site site) {
        String[] parts = item.custom().getString(ATTRIBUTE, "").split(";", -1);
        if (parts.length != 4 || !parts[1].equals(site.currency())) {
            return OptionalLong.empty();
        }
        String signed = basketId + ";" + item.variant().sku() + ";" + parts[0] + ";" + parts[1] + ";" + parts[2];
        byte[] given = parts[3].getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(given, signature(signed).getBytes(StandardCharsets.UTF_8))
                ? OptionalLong.of(
                        new BigDecimal(parts[0]).movePointRight(site.digits()).longValue())
                : OptionalLong.empty();
    }

    /** Refuses a basket of which an item's price is signed by nobody, or too long ago. */
    static void beforeOrder(Basket basket, Instant now) {
        Site site = basket.head().owner().site();
        for (Item item : basket.items()) {
            String text = item.custom().getString(ATTRIBUTE, "");
            if (text.isEmpty()) {
                continue;
            }
            boolean good = price(basket.id(), item, site).isPresent()
                    && Long.parseLong(text.split(";", -1)[2]) >= now.getEpochSecond() - OLDEST_SECONDS;
            if (!good) {
                throw Problems.refusal(
                        "hook-status-exception",
                        "Hook Status Exception",
                        "The price of '" + item.variant().sku() + "' is not signed, or too old.");
            }
        }
    }

    private static String signature(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", e);
        }
    }
}
