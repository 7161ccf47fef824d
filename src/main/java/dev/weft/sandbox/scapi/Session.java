package dev.weft.sandbox.scapi;

import dev.weft.sandbox.data.Shopper;
import dev.weft.sandbox.data.Site;
import java.util.Optional;
import java.util.UUID;

/** Who a token speaks for: a guest or a registered shopper, on one site, through one client. */
record Session(Optional<Shopper> shopper, Site site, String client, String usid, String gcid) {

    static Session guest(Site site, String client, Optional<String> usid) {
        return new Session(
                Optional.empty(),
                site,
                client,
                usid.orElseGet(() -> UUID.randomUUID().toString()),
                newGuestId());
    }

    static Session of(Shopper shopper, Site site, String client, Optional<String> usid) {
        return new Session(
                Optional.of(shopper),
                site,
                client,
                usid.orElseGet(() -> UUID.randomUUID().toString()),
                newGuestId());
    }

    String customerId() {
        return shopper.map(Shopper::customerId).orElse(gcid);
    }

    /** SLAS's {@code isb} claim; clients read it by position, so the order matters. */
    String isb() {
        return shopper.map(it -> "uido:ecom::upn:" + it.email() + "::uidn:" + it.firstName() + " " + it.lastName()
                                + "::gcid:" + gcid + "::rcid:" + it.customerId())
                        .orElse("uido:slas::upn:Guest::uidn:Guest User::gcid:" + gcid)
                + "::chid:" + site.id();
    }

    private static String newGuestId() {
        return "wg" + UUID.randomUUID().toString().replace("-", "").substring(0, 22);
    }
}
