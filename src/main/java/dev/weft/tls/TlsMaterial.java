package dev.weft.tls;

import dev.weft.tls.TlsRefused.Result;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Key material as it was read from files once, all of it checked: the chain is in order, the key belongs to it, the trust store is not
 * empty. Immutable. Dates are checked apart ({@link #requireValid}), because a process may start with what it must not change to.
 *
 * @param identity our chain, own certificate first, and key
 * @param trust whom to trust; empty for the platform's authorities, or nobody
 * @param fingerprint changes when a file changes
 */
public record TlsMaterial(Optional<Own> identity, List<X509Certificate> trust, byte[] fingerprint) {
    /** No key of our own, and the platform's authorities. */
    public static final TlsMaterial PLATFORM = new TlsMaterial(Optional.empty(), List.of(), new byte[0]);

    public TlsMaterial {
        trust = List.copyOf(trust);
    }

    /** A chain and its key. Prints without them. */
    public record Own(List<X509Certificate> chain, PrivateKey key) {
        public Own {
            chain = List.copyOf(chain);
        }

        @Override
        public String toString() {
            return "Own[" + chain.get(0).getSubjectX500Principal() + "]";
        }
    }

    /** Reads and checks; blocks on files. */
    public static TlsMaterial read(TlsSettings settings) throws TlsRefused {
        MessageDigest digest = sha256();
        Optional<Own> own = Optional.empty();
        if (settings.identity().orElse(null) instanceof TlsSettings.Pem pem) {
            own = Optional.of(pem(pem, digest));
        } else if (settings.identity().orElse(null) instanceof TlsSettings.Pkcs12 store) {
            own = Optional.of(pkcs12(store, digest));
        }
        List<X509Certificate> trust = List.of();
        if (settings.trust().isPresent()) {
            byte[] bytes = PemFiles.bytes(settings.trust().get());
            digest.update(bytes);
            trust = PemFiles.certificates(settings.trust().get(), bytes);
        }
        if (own.isPresent()) {
            requireMatch(own.get());
        }
        return new TlsMaterial(own, trust, digest.digest());
    }

    /** When the first certificate of our chain ends. */
    public Optional<Instant> expires() {
        return identity.flatMap(own -> own.chain().stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Instant::compareTo));
    }

    /** Refuses a chain that is not good at {@code now}. */
    public TlsMaterial requireValid(Instant now) throws TlsRefused {
        for (X509Certificate certificate : identity.map(Own::chain).orElse(List.of())) {
            if (certificate.getNotAfter().toInstant().isBefore(now)) {
                throw new TlsRefused(
                        Result.EXPIRED,
                        "the certificate of " + certificate.getSubjectX500Principal() + " ended on "
                                + certificate.getNotAfter().toInstant());
            }
            if (certificate.getNotBefore().toInstant().isAfter(now)) {
                throw new TlsRefused(
                        Result.NOT_YET_VALID,
                        "the certificate of " + certificate.getSubjectX500Principal() + " begins only on "
                                + certificate.getNotBefore().toInstant());
            }
        }
        return this;
    }

    boolean sameAs(byte[] other) {
        return Arrays.equals(fingerprint, other);
    }

    private static Own pem(TlsSettings.Pem pem, MessageDigest digest) throws TlsRefused {
        byte[] chainBytes = PemFiles.bytes(pem.chain());
        byte[] keyBytes = PemFiles.bytes(pem.key());
        digest.update(chainBytes);
        digest.update(keyBytes);
        List<X509Certificate> chain = PemFiles.certificates(pem.chain(), chainBytes);
        String algorithm = chain.get(0).getPublicKey().getAlgorithm();
        return new Own(chain, PemFiles.key(pem.key(), keyBytes, algorithm));
    }

    private static Own pkcs12(TlsSettings.Pkcs12 settings, MessageDigest digest) throws TlsRefused {
        Path file = settings.store();
        byte[] bytes = PemFiles.bytes(file);
        digest.update(bytes);
        char[] password = settings.password().reveal().toCharArray();
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(bytes), password);
            for (String alias : Collections.list(store.aliases())) {
                if (store.getKey(alias, password) instanceof PrivateKey key) {
                    List<X509Certificate> chain = new ArrayList<>();
                    for (Certificate certificate : store.getCertificateChain(alias)) {
                        chain.add((X509Certificate) certificate);
                    }
                    return new Own(chain, key);
                }
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new TlsRefused(
                    Result.UNREADABLE, file.getFileName() + " is no PKCS #12 store that this password opens", e);
        }
        throw new TlsRefused(Result.UNREADABLE, file.getFileName() + " holds no key");
    }

    /** Signs something and has the certificate verify it, and follows the chain upwards. */
    private static void requireMatch(Own own) throws TlsRefused {
        PublicKey mine = own.chain().get(0).getPublicKey();
        byte[] text = new byte[32];
        new SecureRandom().nextBytes(text);
        try {
            String name = signatureName(mine.getAlgorithm());
            Signature signer = Signature.getInstance(name);
            signer.initSign(own.key());
            signer.update(text);
            Signature verifier = Signature.getInstance(name);
            verifier.initVerify(mine);
            verifier.update(text);
            if (!verifier.verify(signer.sign())) {
                throw new TlsRefused(Result.MISMATCH, "the key does not belong to the certificate");
            }
        } catch (GeneralSecurityException e) {
            throw new TlsRefused(Result.MISMATCH, "the key does not belong to the certificate", e);
        }
        for (int i = 1; i < own.chain().size(); i++) {
            try {
                own.chain().get(i - 1).verify(own.chain().get(i).getPublicKey());
            } catch (GeneralSecurityException e) {
                throw new TlsRefused(
                        Result.MISMATCH, "certificate " + (i + 1) + " of the chain did not sign the one before it", e);
            }
        }
    }

    private static String signatureName(String algorithm) {
        return switch (algorithm) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> algorithm;
        };
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TlsMaterial that && sameAs(that.fingerprint);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(fingerprint);
    }

    @Override
    public String toString() {
        return "TlsMaterial[" + identity + ", trusts " + trust.size() + "]";
    }
}
