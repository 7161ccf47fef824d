package dev.weft.settings;

import dev.weft.kernel.Secret;
import dev.weft.tls.TlsSettings;
import java.nio.file.Path;
import java.util.Optional;

/** Builds the TLS settings of a port or a backend; paths are relative to the document. */
final class TlsReader {
    private final Path folder;

    TlsReader(Path folder) {
        this.folder = folder;
    }

    /** Of a port; its trust is for clients. */
    TlsSettings listener(Section tls) {
        Section clients = tls.section("clients");
        return new TlsSettings(
                identity(tls), clients.text("trust").map(this::path), clients.flag("required"), look(tls));
    }

    /** Of a backend. */
    TlsSettings backend(Section tls) {
        return new TlsSettings(identity(tls), tls.text("trust").map(this::path), false, look(tls));
    }

    private Optional<TlsSettings.Identity> identity(Section tls) {
        if (tls.has("certificate")) {
            return Optional.of(
                    new TlsSettings.Pem(path(tls.requiredText("certificate")), path(tls.requiredText("key"))));
        }
        return tls.text("keystore")
                .map(store -> new TlsSettings.Pkcs12(path(store), new Secret(tls.requiredText("password"))));
    }

    private Path path(String text) {
        return folder.resolve(text);
    }

    private static java.time.Duration look(Section tls) {
        return tls.duration("reload").orElseThrow();
    }
}
