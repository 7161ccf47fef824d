package dev.weft.tls;

import dev.weft.kernel.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How one listener or one backend's connections are secured.
 *
 * @param identity who we are to the other side; a listener needs one, a client only where the backend asks for it
 * @param trust PEM file of the authorities the other side's certificate must come from; of a listener absent where clients need no
 *     certificate, of a client absent for the platform's authorities
 * @param clientMust of a listener with {@code trust}: whether a client without a certificate is refused; else it may go without
 * @param look how often the files are looked at for a renewal
 */
public record TlsSettings(Optional<Identity> identity, Optional<Path> trust, boolean clientMust, Duration look) {
    public TlsSettings {
        if (look.toMillis() < 1) {
            throw new IllegalArgumentException("reload: " + look + " (expected: at least a millisecond)");
        }
    }

    /** A certificate chain with its key. */
    public sealed interface Identity {}

    /** Both as PEM; the chain starts with our own certificate, the key is PKCS #8 without a pass phrase. */
    public record Pem(Path chain, Path key) implements Identity {}

    /** A PKCS #12 store with one key. */
    public record Pkcs12(Path store, Secret password) implements Identity {}
}
