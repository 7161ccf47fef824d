package dev.weft;

import dev.weft.tls.TlsMaterial;
import dev.weft.tls.TlsOptions;
import dev.weft.tls.TlsRefused;
import dev.weft.tls.TlsSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whom a command trusts, and who it is, where the operators' port speaks TLS. */
final class OperatorTls {
    @Option(
            names = "--trust",
            paramLabel = "FILE",
            description = "PEM of the authorities the port's certificate must come from; this machine's where absent.")
    private @Nullable Path trust;

    @Option(
            names = "--certificate",
            paramLabel = "FILE",
            description = "PEM of the operator's own certificate, where the port asks for one; goes with --key.")
    private @Nullable Path certificate;

    @Option(names = "--key", paramLabel = "FILE", description = "Its key: PEM, PKCS #8, without a pass phrase.")
    private @Nullable Path key;

    /** Secures calls to {@code address}; what is wrong with what was given for it, if anything. Reads files. */
    Optional<String> secure(HttpClient.Builder client, URI address) {
        Path mine = certificate;
        Path mineToo = key;
        if ((mine == null) != (mineToo == null)) {
            return Optional.of("--certificate and --key go together");
        }
        if (trust == null && mine == null) {
            return Optional.empty();
        }
        if (!"https".equalsIgnoreCase(address.getScheme())) {
            return Optional.of(address + " is to speak no TLS: write https:// (--admin)");
        }
        Optional<TlsSettings.Identity> identity =
                mine == null || mineToo == null ? Optional.empty() : Optional.of(new TlsSettings.Pem(mine, mineToo));
        try {
            TlsMaterial material =
                    TlsMaterial.read(new TlsSettings(identity, Optional.ofNullable(trust), false, Duration.ofDays(1)));
            client.sslContext(TlsOptions.context(material.requireValid(Instant.now())));
            return Optional.empty();
        } catch (TlsRefused e) {
            return Optional.of(e.reason() + " (--trust, --certificate, --key)");
        }
    }
}
