package dev.weft.settings;

import java.time.Duration;
import java.util.List;

/** Checks what the server, the parts and the times have to do with each other. */
final class ServerCheck {
    private final Section root;
    private final Findings findings;
    private final Duration deadline;

    ServerCheck(Section root, Findings findings) {
        this.root = root;
        this.findings = findings;
        this.deadline = root.section("server").duration("requestDeadline").orElse(Duration.ofHours(1));
    }

    void check() {
        ports();
        root.section("parts").described().forEach(this::part);
        root.sections("backends").forEach((name, backend) -> withinDeadline(backend, "timeout"));
        Section telemetry = root.section("telemetry").section("otlp");
        Links.check(telemetry, "endpoint", findings);
        networks();
        cors();
    }

    private void ports() {
        Section server = root.section("server");
        Section admin = root.section("admin");
        boolean same = admin.integer("port").filter(port -> port != 0).equals(server.integer("port"));
        if (same) {
            findings.error(
                    port(admin, server),
                    "the same port as the other of server.port and admin.port",
                    "Give the two different ports.");
        }
    }

    private static KeyPath port(Section admin, Section server) {
        return admin.has("port") ? admin.path().key("port") : server.path().key("port");
    }

    private void part(String name) {
        Section part = root.section("parts").section(name);
        withinDeadline(part, "budget");
    }

    private void withinDeadline(Section section, String key) {
        boolean longer = section.has(key)
                && section.duration(key).filter(d -> d.compareTo(deadline) > 0).isPresent();
        if (longer) {
            KeyPath at = section.path().key(key);
            findings.error(
                    at,
                    "longer than a whole request may take (server.requestDeadline), found " + findings.shown(at),
                    "Lower it, or raise server.requestDeadline.");
        }
    }

    private void networks() {
        List<String> networks = root.section("server").list("trustedProxies");
        for (int i = 0; i < networks.size(); i++) {
            KeyPath at = root.section("server").path().key("trustedProxies").item(i);
            if (!Network.valid(networks.get(i))) {
                findings.error(
                        at, "not a network: " + findings.shown(at), "Write it like 10.0.0.0/8 or 2001:db8::/32.");
            }
        }
    }

    private void cors() {
        Section cors = root.section("server").section("cors");
        List<String> origins = cors.list("origins");
        for (int i = 0; i < origins.size(); i++) {
            if (origins.get(i).startsWith("http://") && cors.flag("credentials")) {
                KeyPath at = cors.path().key("origins").item(i);
                findings.warning(at, "credentials are allowed over plain http", "Name the https origin.");
            }
        }
    }
}
