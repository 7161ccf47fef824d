package dev.weft.sandbox.scapi;

import dev.weft.sandbox.data.Site;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/**
 * Who a token speaks for: a guest or a registered shopper, on one site, through one client.
 *
 * <p>The guest's id is a function of the shopper agent id, so a shopper who keeps the usid keeps the guest basket, and a
 * login with it knows which guest's basket to merge.
 */
record Session(Optional<Login> login, Site site, String client, String usid) {

    /** A registered shopper, as a token names one. */
    record Login(String customerId, String name, String fullName) {}

    static Session guest(Site site, String client, Optional<String> usid) {
        return new Session(Optional.empty(), site, client, usid.orElseGet(Session::newUsid));
    }

    static Session of(Login login, Site site, String client, Optional<String> usid) {
        return new Session(Optional.of(login), site, client, usid.orElseGet(Session::newUsid));
    }

    String customerId() {
        return login.map(Login::customerId).orElseGet(this::guestId);
    }

    /** SLAS's {@code gcid}. */
    String guestId() {
        return "wg"
                + UUID.nameUUIDFromBytes(usid.getBytes(StandardCharsets.UTF_8))
                        .toString()
                        .replace("-", "")
                        .substring(0, 22);
    }

    /** SLAS's {@code isb} claim; clients read it by position, so the order matters. */
    String isb() {
        return login.map(it -> "uido:ecom::upn:" + it.name() + "::uidn:" + it.fullName() + "::gcid:" + guestId()
                                + "::rcid:" + it.customerId())
                        .orElseGet(() -> "uido:slas::upn:Guest::uidn:Guest User::gcid:" + guestId())
                + "::chid:" + site.id();
    }

    private static String newUsid() {
        return UUID.randomUUID().toString();
    }
}
