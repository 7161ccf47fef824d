package dev.weft.settings;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks the token issuers: where their keys are, whom they are for, and that none goes unused. */
final class IdentityCheck {
    private static final Duration MAX_LEEWAY = Duration.ofSeconds(60);

    private final Section root;
    private final Findings findings;
    private final Set<String> used = new HashSet<>();
    private final Map<String, String> names = new HashMap<>();

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
        if (issuer.duration("leeway").filter(d -> d.compareTo(MAX_LEEWAY) > 0).isPresent()) {
            findings.error(issuer.path().key("leeway"), "expected at most 60s", "Set the clocks right instead.");
        }
        stale(issuer);
        sites(issuer);
        if (!used.contains(name)) {
            findings.warning(issuer.path(), "no site names this issuer", "Remove it, or name it in a site.");
        }
        String other = names.putIfAbsent(issuer.requiredText("issuer"), name);
        if (other != null) {
            findings.error(issuer.path().key("issuer"), "the same issuer as '" + other + "'", "Keep one of the two.");
        }
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
