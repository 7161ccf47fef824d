package dev.weft.settings;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks the token issuers: where their keys are, whom they are for, and that none goes unused. */
final class IdentityCheck {
    private static final Duration MAX_LEEWAY = Duration.ofSeconds(60);

    private static final Duration MAX_KEEP = Duration.ofMinutes(5);

    private final Section root;
    private final Findings findings;
    private final Set<String> used = new HashSet<>();
    private final Map<String, String> names = new HashMap<>();
    private String opaque = "";

    IdentityCheck(Section root, Findings findings) {
        this.root = root;
        this.findings = findings;
        root.sections("sites").values().forEach(site -> site.text("issuer").ifPresent(used::add));
        root.section("admin").section("operators").text("issuer").ifPresent(used::add);
    }

    void check() {
        root.section("identity").sections("issuers").forEach(this::issuer);
    }

    private void issuer(String name, Section issuer) {
        Links.check(issuer, "jwks", findings);
        proof(name, issuer);
        if (issuer.duration("leeway").filter(d -> d.compareTo(MAX_LEEWAY) > 0).isPresent()) {
            findings.error(issuer.path().key("leeway"), "expected at most 60s", "Set the clocks right instead.");
        }
        stale(issuer);
        sites(issuer);
        if (!used.contains(name) && issuer.list("sites").isEmpty()) {
            findings.warning(issuer.path(), "no site names this issuer", "Remove it, or name it in a site.");
        }
        String other = names.putIfAbsent(issuer.requiredText("issuer"), name);
        if (other != null) {
            findings.error(issuer.path().key("issuer"), "the same issuer as '" + other + "'", "Keep one of the two.");
        }
    }

    private void proof(String name, Section issuer) {
        boolean asked = issuer.has("introspection");
        if (asked == issuer.has("jwks")) {
            findings.error(
                    issuer.path().key(asked ? "introspection" : "jwks"),
                    asked ? "jwks is there already" : "neither jwks nor introspection is there",
                    asked ? "Keep one of the two." : "Add 'jwks', where the issuer publishes its keys.");
        }
        issuer.optional("introspection").ifPresent(it -> introspection(name, issuer, it));
    }

    private void introspection(String name, Section issuer, Section asking) {
        Optional<URI> url = Links.check(asking, "url", findings);
        KeyPath secret = asking.path().key("clientSecret");
        if (url.filter(it -> !Links.loopback(it)).isPresent() && !findings.fromPlaceholder(secret)) {
            findings.warning(secret, "a secret stands in the file", "Write ${env:NAME} or ${file:PATH} instead.");
        }
        if (asking.duration("keep").filter(it -> it.compareTo(MAX_KEEP) > 0).isPresent()) {
            findings.error(asking.path().key("keep"), "expected at most 5m", "A withdrawn token works that long.");
        }
        boolean shoppers = !issuer.list("sites").isEmpty()
                || root.sections("sites").values().stream()
                        .anyMatch(
                                site -> site.text("issuer").filter(name::equals).isPresent());
        if (shoppers && !opaque.isEmpty()) {
            findings.error(
                    issuer.path().key("introspection"),
                    "'" + opaque + "' has it already, and an opaque token does not tell whose it is",
                    "Keep one of the two.");
        }
        opaque = shoppers ? name : opaque;
    }

    private void stale(Section issuer) {
        Duration refresh = issuer.duration("jwksRefresh").orElse(Duration.ZERO);
        if (issuer.duration("jwksMaxStale")
                .filter(d -> d.compareTo(refresh) < 0)
                .isPresent()) {
            findings.error(
                    issuer.path().key("jwksMaxStale"), "shorter than jwksRefresh", "Raise it to at least jwksRefresh.");
        }
    }

    private void sites(Section issuer) {
        Set<String> defined = root.sections("sites").keySet();
        List<String> listed = issuer.list("sites");
        for (int i = 0; i < listed.size(); i++) {
            if (!defined.contains(listed.get(i))) {
                KeyPath at = issuer.path().key("sites").item(i);
                String remedy = findings.fromPlaceholder(at) ? "" : Nearest.remedy(listed.get(i), defined, "Defined");
                findings.error(at, "no such site: " + findings.shown(at), remedy);
            }
        }
    }
}
