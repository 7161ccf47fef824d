package dev.weft.settings;

import java.util.Map;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/** Checks who may use the operators' port: somebody named where others could reach it, and no name that means nobody. */
final class OperatorsCheck {
    private final Section root;
    private final Section admin;
    private final Findings findings;

    OperatorsCheck(Section root, Findings findings) {
        this.root = root;
        this.admin = root.section("admin");
        this.findings = findings;
    }

    void check() {
        boolean loopback = ServerSettings.Listen.isLoopback(admin.requiredText("host"));
        Optional<Section> operators = admin.optional("operators");
        if (!loopback && operators.isEmpty()) {
            findings.error(
                    admin.path().key("host"),
                    "others can reach this address, and nobody is named who may use it",
                    "Add 'operators', or write 127.0.0.1.");
        }
        if (!loopback && operators.isPresent() && !admin.has("tls")) {
            findings.warning(
                    admin.path(), "operators' tokens travel readable beyond this machine", "Add 'tls' to admin.");
        }
        operators.ifPresent(this::operators);
    }

    private void operators(Section operators) {
        boolean named = operators.has("tokens") || operators.has("certificates") || operators.has("issuer");
        if (!named && !operators.names().isEmpty()) { // an empty mapping the schema has refused
            findings.error(operators.path(), "nobody is named", "Add 'tokens', 'certificates' or 'issuer'.");
        } else if (operators.has("scope") && !operators.has("issuer")) {
            findings.error(
                    operators.path().key("scope"), "goes with 'issuer'", "Add 'issuer', or leave this line out.");
        }
        if (operators.has("certificates")
                && admin.section("tls").section("clients").text("trust").isEmpty()) {
            findings.error(
                    operators.path().key("certificates"),
                    "no certificate of a client is ever looked at",
                    "Add 'tls' with 'clients' to admin.");
        }
        operators.texts("certificates").forEach((name, subject) -> subject(operators, name, subject));
        operators.text("issuer").ifPresent(name -> issuer(operators, name));
    }

    private void subject(Section operators, String name, String subject) {
        try {
            new X500Principal(subject);
        } catch (IllegalArgumentException e) {
            KeyPath at = operators.path().key("certificates").key(name);
            findings.error(at, "not a subject: " + findings.shown(at), "Write it as CN=alice,O=Acme.");
        }
    }

    private void issuer(Section operators, String name) {
        Map<String, Section> issuers = root.section("identity").sections("issuers");
        KeyPath at = operators.path().key("issuer");
        if (!issuers.containsKey(name)) {
            findings.error(
                    at, "no such issuer: " + findings.shown(at), Nearest.remedy(name, issuers.keySet(), "Defined"));
        } else if (!issuers.get(name).requiredText("profile").equals("generic")) {
            findings.error(at, "its tokens are shoppers', not operators'", "Name an issuer of profile generic.");
        }
    }
}
