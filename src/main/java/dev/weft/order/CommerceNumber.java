package dev.weft.order;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An order of commerce's, by the number it has at a site: two sites may give out the same one, where commerce numbers each site's orders by
 * themselves.
 *
 * <p>Its id here is the number as it is, which is also what people look for in the ERP. Where that belongs to another site's order, it is one
 * made of site and number. Which of the two it became is not written down anywhere but in the order itself: whoever looks for it looks under
 * {@link #ids both}, and takes the one that {@link #is} this.
 */
record CommerceNumber(String site, String number) {
    private static final int RADIX = 36;
    private static final int DIGITS = 25;

    /** The id it has unless that is taken: commerce's number where it can be one of ours, and what is made of it where not. */
    OrderId first() {
        return OrderId.valid(number) ? new OrderId(number) : made(number);
    }

    /** The id it has where the first one is another site's. */
    OrderId second() {
        return made(site.length() + ":" + site + number);
    }

    List<OrderId> ids() {
        return List.of(first(), second());
    }

    /** What an order of this number is written down under, once. */
    Claim claim(String fingerprint) {
        return new Claim("commerce-order:" + site.length() + ":" + site + number, fingerprint);
    }

    /** Whether {@code record} is this order. */
    boolean is(OrderRecord record) {
        return record.order().buyer().site().equals(site)
                && record.order().origin().commerceOrder().equals(Optional.of(number));
    }

    private static OrderId made(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            String digits = new BigInteger(1, hash).toString(RADIX).toUpperCase(Locale.ROOT);
            return new OrderId("CO-" + digits.substring(0, DIGITS));
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
