package dev.weft.settings;

import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks each backend: its address, its credentials, and numbers that only make sense together. */
final class BackendCheck {
    private static final int SCAPI_BATCH = 24;
    private static final Map<String, Set<String>> AUTH_KEYS = Map.of(
            "none", Set.of(),
            "basic", Set.of("username", "password"),
            "apiKey", Set.of("header", "key"),
            "clientCredentials",
                    Set.of("tokenPath", "tokenUrl", "clientId", "clientSecret", "scope", "parameters", "style"));

    private final Section root;
    private final Findings findings;
    private final Set<String> used = new HashSet<>();

    BackendCheck(Section root, Findings findings) {
        this.root = root;
        this.findings = findings;
        for (Section site : root.sections("sites").values()) {
            List.of("commerce", "erp", "crm", "loyalty")
                    .forEach(role -> site.text(role).ifPresent(used::add));
            site.optional("journeys").flatMap(it -> it.text("backend")).ifPresent(used::add);
        }
        for (String role : List.of("orders", "agent")) {
            root.optional("face")
                    .flatMap(face -> face.optional(role))
                    .flatMap(it -> it.text("backend"))
                    .ifPresent(used::add);
        }
    }

    void check(String name, Section backend) {
        Optional<URI> url = Links.check(backend, "url", backend.flag("plainHttp"), findings);
        url.filter(u -> backend.has("tls") && "http".equals(u.getScheme()))
                .ifPresent(u -> findings.error(
                        backend.path().key("tls"), "the url speaks no TLS", "Write https:// in url, or remove it."));
        auth(backend.section("auth"), url);
        jsonTokens(backend);
        concurrency(backend);
        batch(backend);
        times(backend);
        mappedSites(backend);
        if (!used.contains(name)) {
            findings.warning(backend.path(), "no site uses this backend", "Remove it, or name it in a site.");
        }
    }

    private void auth(Section auth, Optional<URI> url) {
        String type = auth.requiredText("type");
        Set<String> allowed = AUTH_KEYS.getOrDefault(type, Set.of());
        if (AUTH_KEYS.containsKey(type)) {
            for (String key : auth.described()) {
                if (auth.has(key) && !key.equals("type") && !allowed.contains(key)) {
                    String remedy = allowed.isEmpty() ? "Remove it." : "Remove it, or change the type.";
                    findings.error(auth.path().key(key), "does not go with type " + type, remedy);
                }
            }
        }
        if (type.equals("clientCredentials")) {
            tokenEndpoint(auth);
        }
        for (String key : List.of("password", "key", "clientSecret")) {
            KeyPath at = auth.path().key(key);
            if (url.filter(u -> !Links.loopback(u)).isPresent() && auth.has(key) && !findings.fromPlaceholder(at)) {
                findings.warning(at, "a secret stands in the file", "Write ${env:NAME} or ${file:PATH} instead.");
            }
        }
    }

    private void jsonTokens(Section backend) {
        Section auth = backend.section("auth");
        boolean marketing = backend.requiredText("vendor").equals("marketingcloud");
        if (marketing
                && auth.requiredText("type").equals("clientCredentials")
                && !auth.requiredText("style").equals("json")) {
            findings.error(
                    auth.path().key("style"),
                    "Marketing Cloud gives out tokens to requests in JSON only",
                    "Write style: json.");
        }
    }

    private void tokenEndpoint(Section auth) {
        boolean path = auth.has("tokenPath");
        if (path == auth.has("tokenUrl")) {
            findings.error(
                    auth.path().key(path ? "tokenUrl" : "tokenPath"),
                    path ? "tokenPath is there already" : "neither tokenPath nor tokenUrl is there",
                    path ? "Keep one of the two." : "Add 'tokenPath', the token endpoint below url.");
        }
        Links.check(auth, "tokenUrl", findings);
    }

    private void concurrency(Section backend) {
        Optional<Section> adaptive = backend.optional("concurrency").map(limit -> limit.section("adaptive"));
        adaptive.ifPresent(this::bounds);
        Optional<Integer> most = adaptive.isPresent() ? adaptive.get().integer("max") : backend.integer("concurrency");
        int connections = backend.integer("connections").filter(n -> n > 0).orElse(Integer.MAX_VALUE);
        if (most.filter(calls -> calls > connections).isPresent()) {
            findings.warning(
                    backend.path().key("concurrency"),
                    "more calls at once (" + most.get() + ") than connections (" + connections + ")",
                    "Raise connections, or lower the limit: no more calls than connections are made.");
        }
        if (backend.integer("waitQueue")
                .filter(queue -> queue > 10L * connections)
                .isPresent()) {
            findings.warning(
                    backend.path().key("waitQueue"),
                    "more than ten calls may wait for each connection",
                    "Lower it: most of them will wait past their deadline.");
        }
    }

    private void bounds(Section adaptive) {
        int min = adaptive.integer("min").orElse(1);
        int max = adaptive.integer("max").orElse(Integer.MAX_VALUE);
        int initial = adaptive.integer("initial").orElse(min);
        if (min > max) {
            findings.error(adaptive.path().key("min"), "min is above max", "Let min <= initial <= max.");
        } else if (initial < min || initial > max) {
            findings.error(
                    adaptive.path().key("initial"), "initial is not between min and max", "Let min <= initial <= max.");
        }
    }

    private void batch(Section backend) {
        Section batch = backend.section("batch");
        boolean scapi = backend.requiredText("vendor").equals("scapi");
        if (scapi && batch.integer("size").filter(size -> size > SCAPI_BATCH).isPresent()) {
            KeyPath at = batch.path().key("size");
            findings.error(
                    at,
                    "Salesforce B2C Commerce takes at most 24 products a call, found " + findings.shown(at),
                    "Write 24.");
        }
        notBelow(batch, "window", backend.duration("timeout"), "as long as the whole call's timeout");
    }

    private void times(Section backend) {
        notBelow(
                backend.section("retry"),
                "backoff",
                backend.duration("timeout"),
                "as long as the whole call's timeout");
        Section breaker = backend.section("breaker");
        if (breaker.duration("window").filter(d -> d.toMillis() < 1000).isPresent()) {
            findings.error(
                    breaker.path().key("window"),
                    "shorter than a second, too short to tell a rate",
                    "Write 1s or more.");
        }
        Optional<Duration> timeout = backend.duration("timeout");
        if (backend.has("connectTimeout")
                && timeout.filter(t ->
                                backend.duration("connectTimeout").orElse(t).compareTo(t) > 0)
                        .isPresent()) {
            findings.warning(
                    backend.path().key("connectTimeout"),
                    "longer than timeout",
                    "Lower it: timeout ends the call first.");
        }
    }

    private void notBelow(Section section, String key, Optional<Duration> bound, String what) {
        Duration limit = bound.orElse(Duration.ofDays(1));
        if (section.duration(key).filter(d -> d.compareTo(limit) >= 0).isPresent()) {
            findings.error(section.path().key(key), what + " or longer", "Lower it, or raise timeout.");
        }
    }

    private void mappedSites(Section backend) {
        Section sites = backend.section("mapping").section("sites");
        Set<String> defined = root.sections("sites").keySet();
        for (String name : sites.names()) {
            if (!defined.contains(name)) {
                findings.error(sites.path().key(name), "no such site", Nearest.remedy(name, defined, "Defined"));
            }
        }
    }
}
