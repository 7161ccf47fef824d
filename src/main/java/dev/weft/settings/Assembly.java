package dev.weft.settings;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Builds all settings from a document the checks found nothing wrong with. Should a package's own validation still refuse a value, that
 * becomes a problem of the section it came from.
 */
final class Assembly {
    private final Section root;
    private final Findings findings;
    private final TlsReader tls;

    Assembly(Section root, Findings findings, TlsReader tls) {
        this.root = root;
        this.findings = findings;
        this.tls = tls;
    }

    /** The settings, or empty with a problem reported. */
    Optional<GatewaySettings> settings() {
        Map<String, Backend> backends = new HashMap<>();
        BackendReader reader = new BackendReader(root, tls);
        root.sections("backends")
                .forEach((name, section) -> guarded(section, () -> reader.backend(name, section))
                        .ifPresent(backend -> backends.put(name, backend)));
        return guarded(root, () -> settings(backends))
                .filter(settings -> findings.problems().none());
    }

    private GatewaySettings settings(Map<String, Backend> backends) {
        ServerReader server = new ServerReader(root, tls);
        Map<String, Site> sites = new HashMap<>();
        root.sections("sites").forEach((id, site) -> sites.put(id, SiteReader.site(id, site)));
        return new GatewaySettings(
                server.server(),
                server.operations(),
                new IdentityReader(root).issuers(),
                sites,
                server.limits(),
                new ScreenReader(root).screens(),
                backends,
                root.optional("store").map(StoreReader::store),
                root.optional("face").map(FaceReader::face));
    }

    private <T> Optional<T> guarded(Section section, Supplier<T> build) {
        try {
            return Optional.of(build.get());
        } catch (IllegalArgumentException refused) {
            String message = String.valueOf(refused.getMessage());
            boolean tells = findings.document().quotesPlaceholder(message);
            findings.error(section.path(), tells ? "a value here is not accepted" : message, "");
            return Optional.empty();
        }
    }
}
