package dev.weft.settings;

import dev.weft.http.FieldPolicy;
import dev.weft.http.scapi.KeepSettings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Checks that the face names a backend that speaks SCAPI, and sites that this backend serves. */
final class FaceCheck {
    private final Section root;
    private final Findings findings;

    FaceCheck(Section root, Findings findings) {
        this.root = root;
        this.findings = findings;
    }

    void check() {
        root.optional("face").ifPresent(this::check);
    }

    private void check(Section face) {
        Map<String, Section> backends = root.sections("backends");
        KeyPath at = face.path().key("backend");
        Optional<String> named = face.text("backend");
        if (named.isEmpty()) {
            return;
        }
        Section backend = backends.get(named.get());
        if (backend == null) {
            findings.error(
                    at,
                    "no such backend: " + findings.shown(at),
                    Nearest.remedy(named.get(), backends.keySet(), "Defined"));
            return;
        }
        if (!backend.text("vendor").filter("scapi"::equals).isPresent()) {
            findings.error(at, "the face needs a backend of vendor scapi", "Name the site's commerce backend.");
            return;
        }
        String organization = backend.section("mapping", "scapiMapping").requiredText("organization");
        if (!organization.isEmpty() && !organization.startsWith("f_ecom_")) {
            findings.error(
                    backend.path().key("mapping").key("organization"),
                    "the face serves an organisation under its whole name",
                    "Write f_ecom_ in front.");
        }
        headers(face.section("headers"));
        face.optional("cache").ifPresent(this::cache);
        face.optional("orders")
                .ifPresent(orders -> scapi(
                        orders,
                        backends,
                        "orders are exported through a backend of vendor scapi",
                        "Name one whose tokens are Account Manager's."));
        face.optional("agent")
                .ifPresent(agent -> scapi(
                        agent,
                        backends,
                        "an agent acts through a backend of vendor scapi",
                        "Name one whose token is the agent's of Account Manager."));
        face.sections("sites").forEach((id, site) -> {
            site(face, named.get(), id);
            if (site.list("writes").contains("orders")) {
                handsOver(face, id);
            }
            prices(face, site, id);
        });
    }

    private void scapi(Section named, Map<String, Section> backends, String mistake, String remedy) {
        KeyPath at = named.path().key("backend");
        Section backend = backends.get(named.requiredText("backend"));
        if (backend == null) {
            findings.error(
                    at,
                    "no such backend: " + findings.shown(at),
                    Nearest.remedy(named.requiredText("backend"), backends.keySet(), "Defined"));
        } else if (!backend.text("vendor").filter("scapi"::equals).isPresent()) {
            findings.error(at, mistake, remedy);
        }
    }

    /** Each way has something to be known by. */
    private void prices(Section face, Section site, String id) {
        KeyPath at = face.path().key("sites").key(id).key("basketPrice");
        String way = site.text("basketPrice").orElse("off");
        if (way.equals("adjustment") && face.optional("agent").isEmpty()) {
            findings.error(at, "`adjustment` needs face.agent", "Say there who sets price adjustments.");
        } else if (way.equals("hook") && face.text("hookSecret").isEmpty()) {
            findings.error(at, "`hook` needs face.hookSecret", "Say there what prices are signed with.");
        } else if (!way.equals("off") && !site.list("writes").contains("orders")) {
            findings.error(
                    at,
                    "prices that no order is checked for are no prices",
                    "Write `orders` under this site's `writes` too.");
        }
    }

    private void handsOver(Section face, String site) {
        KeyPath at = face.path().key("sites").key(site).key("writes");
        if (face.optional("orders").isEmpty()) {
            findings.error(at, "`orders` needs face.orders", "Say there which backend the Orders API is.");
        }
    }

    /** What says who somebody is, or where they are, is for Weft to say; what speaks of a connection stays with it. */
    private void headers(Section headers) {
        List<String> names = headers.list("allow");
        for (int i = 0; i < names.size(); i++) {
            if (!FieldPolicy.mayPass(names.get(i).toLowerCase(Locale.ROOT))) {
                KeyPath at = headers.path().key("allow").item(i);
                findings.error(
                        at,
                        "this header never goes on: it speaks of one connection, or of who a client is, found "
                                + findings.shown(at),
                        "Take it out; X-Forwarded-For, -Proto and -Host are written by Weft itself.");
            }
        }
    }

    private void cache(Section cache) {
        if (cache.duration("own")
                .filter(own -> own.compareTo(KeepSettings.MOST_OWN) > 0)
                .isPresent()) {
            findings.error(
                    cache.path().key("own"),
                    "longer than a shopper's own answers may be remembered",
                    "Write 1m or less.");
        }
    }

    private void site(Section face, String backend, String site) {
        Map<String, Section> sites = root.sections("sites");
        KeyPath at = face.path().key("sites").key(site);
        if (!sites.containsKey(site)) {
            findings.error(at, "no such site", Nearest.remedy(site, sites.keySet(), "Defined"));
        } else if (!sites.get(site).requiredText("commerce").equals(backend)) {
            findings.error(at, "the site's commerce backend is another one", "Take it out here.");
        }
    }
}
