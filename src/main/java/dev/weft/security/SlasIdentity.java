package dev.weft.security;

import dev.weft.security.TokenRejected.Reason;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The shopper inside Shopper Login's {@code isb} claim, {@code uido:..::upn:..::uidn:..::gcid:..::rcid:..::chid:..}, read by name because
 * the vendor does not promise an order.
 *
 * <p>{@code upn} and {@code uidn} are texts the shopper may have chosen, and nothing escapes a {@code ::rcid:} in them. So a name that
 * occurs twice makes the whole claim worthless: no shopper may pick another's customer id or site by a display name.
 *
 * @param customerId {@code rcid} of a registered shopper, {@code gcid} of a guest
 * @param registered whether the shopper signed in
 * @param site {@code chid}
 */
record SlasIdentity(String customerId, boolean registered, String site) {
    private static final String SEPARATOR = "::";
    private static final Set<String> NAMES = Set.of("uido", "upn", "uidn", "gcid", "rcid", "chid", "agent");
    private static final String GUEST = "Guest";

    static SlasIdentity parse(String isb) {
        Map<String, String> parts = new HashMap<>();
        for (String part : isb.split(SEPARATOR, -1)) {
            int colon = part.indexOf(':');
            String name = colon < 0 ? "" : part.substring(0, colon);
            if (NAMES.contains(name) && parts.put(name, part.substring(colon + 1)) != null) {
                throw Reason.CLAIMS.rejection();
            }
        }
        String registeredId = parts.getOrDefault("rcid", "");
        boolean registered = !registeredId.isEmpty() && !GUEST.equals(parts.getOrDefault("upn", GUEST));
        String customerId = registered ? registeredId : parts.getOrDefault("gcid", "");
        if (customerId.isEmpty()) {
            throw Reason.CLAIMS.rejection();
        }
        return new SlasIdentity(customerId, registered, parts.getOrDefault("chid", ""));
    }

    /** The value of {@code name} in a text of the same notation; empty where it is not there. */
    static String part(String text, String name) {
        for (String part : text.split(SEPARATOR, -1)) {
            if (part.startsWith(name) && part.length() > name.length() && part.charAt(name.length()) == ':') {
                return part.substring(name.length() + 1);
            }
        }
        return "";
    }
}
