package dev.weft.settings;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks the secrets that pushes are sealed with: none in the file itself, and none that two backends share. */
final class HooksCheck {
    private static final int LEAST_CHARACTERS = 24;

    private final Findings findings;
    private final Map<String, String> owners = new HashMap<>();

    HooksCheck(Findings findings) {
        this.findings = findings;
    }

    void check(String name, Section backend) {
        boolean demo = backend.requiredText("url").startsWith("http://") && !backend.flag("plainHttp");
        backend.optional("hooks").ifPresent(hooks -> secrets(name, hooks, demo));
    }

    private void secrets(String name, Section hooks, boolean demo) {
        List<String> secrets = hooks.list("secrets");
        for (int i = 0; i < secrets.size(); i++) {
            KeyPath at = hooks.path().key("secrets").item(i);
            if (!demo && !findings.fromPlaceholder(at)) {
                findings.warning(at, "a secret stands in the file", "Write ${env:NAME} or ${file:PATH} instead.");
            }
            if (secrets.get(i).length() < LEAST_CHARACTERS) {
                findings.error(at, "too short to be a secret", "Make one: openssl rand -hex 32.");
            }
            String other = owners.putIfAbsent(secrets.get(i), name);
            if (other != null) {
                findings.error(at, "the same secret stands under '" + other + "'", "Make one for each backend.");
            }
        }
    }
}
