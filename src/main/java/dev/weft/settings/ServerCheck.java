package dev.weft.settings;

import dev.weft.http.Authorities;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** Checks what the server, the parts and the times have to do with each other. */
final class ServerCheck {
    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(25);

    private static final Duration LONGEST = Duration.ofHours(1);

    private static final Pattern SPELT = Pattern.compile("[A-Za-z0-9.\\[\\]:-]+");

    private final Section root;
    private final Findings findings;
    private final Duration deadline;

    ServerCheck(Section root, Findings findings) {
        this.root = root;
        this.findings = findings;
        this.deadline = root.section("server").duration("requestDeadline").orElse(LONGEST);
    }

    void check() {
        ports();
        authorities(root.section("server"));
        authorities(root.section("admin"));
        root.section("parts").described().forEach(this::part);
        root.sections("backends").forEach((name, backend) -> withinDeadline(backend, "timeout"));
        idle();
        drain();
        Section telemetry = root.section("telemetry").section("otlp");
        Links.check(telemetry, "endpoint", findings);
    }

    /** A connection is there at least as long as one answer; where HTTP/2 comes without TLS, nothing else keeps it open that long. */
    private void idle() {
        Section server = root.section("server");
        if (!server.has("idleTimeout")) {
            return;
        }
        Duration idle = server.duration("idleTimeout").orElse(LONGEST);
        KeyPath at = server.path().key("idleTimeout");
        if (idle.compareTo(deadline) <= 0) {
            findings.error(
                    at,
                    "no longer than a request may take (server.requestDeadline), found " + findings.shown(at),
                    "Raise it, or lower server.requestDeadline.");
        } else if (root.optional("face")
                .flatMap(face -> face.duration("timeout"))
                .filter(longest -> idle.compareTo(longest) <= 0)
                .isPresent()) {
            findings.error(
                    at,
                    "no longer than an answer of SCAPI's may take (face.timeout, 12s where absent), found "
                            + findings.shown(at),
                    "Raise it, or lower face.timeout.");
        }
    }

    /** An orderly end within 30 s leaves this much for draining; the rest is for saying goodbye and closing. */
    private void drain() {
        Section drain = root.section("server").section("drain");
        Duration delay = drain.duration("delay").orElse(Duration.ZERO);
        Duration timeout = drain.duration("timeout").orElse(Duration.ZERO);
        if (delay.plus(timeout).compareTo(LONGEST_DRAIN) > 0) {
            KeyPath at = drain.path().key(drain.has("timeout") ? "timeout" : "delay");
            findings.error(
                    at,
                    "longer, with the other of server.drain.delay and server.drain.timeout, than "
                            + LONGEST_DRAIN.toSeconds() + " s: stopping must end within 30 s",
                    "Lower one of the two.");
        }
    }

    private void authorities(Section section) {
        List<String> listed = section.list("authorities");
        for (int i = 0; i < listed.size(); i++) {
            String entry = listed.get(i);
            if (SPELT.matcher(entry).matches()
                    && !Authorities.isEntry(entry)) { // another letter the schema has refused
                KeyPath at = section.path().key("authorities").item(i);
                findings.error(
                        at,
                        "no host as requests name one: " + findings.shown(at),
                        "Write host, host:port or [IPv6 address]:port.");
            }
        }
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
}
