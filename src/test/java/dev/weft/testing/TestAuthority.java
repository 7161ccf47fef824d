package dev.weft.testing;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority that lives as long as a test, so that no key is ever checked in. */
public final class TestAuthority {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final KeyPair keys;
    private final X509Certificate certificate;

    /** A certificate and its key. */
    public record Issued(X509Certificate certificate, KeyPair keys) {
        public String pem() {
            return TestAuthority.pem("CERTIFICATE", encoded());
        }

        public String keyPem() {
            return TestAuthority.pem("PRIVATE KEY", keys.getPrivate().getEncoded());
        }

        /** Writes both beside each other, each in one step. */
        public void write(Path chain, Path key) {
            replace(key, keyPem());
            replace(chain, pem());
        }

        private byte[] encoded() {
            try {
                return certificate.getEncoded();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    public TestAuthority(String name) {
        keys = pair();
        Instant now = Instant.now();
        certificate = sign(
                name("CN=" + name),
                keys,
                builder -> builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true)),
                name("CN=" + name),
                now.minusSeconds(60),
                now.plus(Duration.ofDays(1)));
    }

    /** A server's certificate for {@code host} (a name or 127.0.0.1), good for a day. */
    public Issued server(String host) {
        return server(host, Instant.now().minusSeconds(60), Instant.now().plus(Duration.ofDays(1)));
    }

    public Issued server(String host, Instant from, Instant to) {
        return issue("CN=" + host, host, KeyPurposeId.id_kp_serverAuth, from, to);
    }

    /** A client's certificate with {@code subject}, good for a day. */
    public Issued client(String subject) {
        Instant now = Instant.now();
        return client(subject, KeyPurposeId.id_kp_clientAuth, now.minusSeconds(60), now.plus(Duration.ofDays(1)));
    }

    public Issued client(String subject, KeyPurposeId purpose, Instant from, Instant to) {
        return issue(subject, "client.test", purpose, from, to);
    }

    public String pem() {
        return new Issued(certificate, keys).pem();
    }

    /** What a client that trusts this authority alone connects with, perhaps with a certificate of its own. */
    public SSLContext context(Issued... mine) {
        try {
            KeyStore trusted = store();
            trusted.setCertificateEntry("authority", certificate);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            KeyManager[] managers = new KeyManager[0];
            if (mine.length > 0) {
                KeyStore own = store();
                own.setKeyEntry(
                        "me", mine[0].keys().getPrivate(), new char[0], new Certificate[] {mine[0].certificate()});
                KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                keyManagers.init(own, new char[0]);
                managers = keyManagers.getKeyManagers();
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Puts {@code text} in the place of {@code file} in one step, as certificate tools do. */
    public static void replace(Path file, String text) {
        try {
            Path next = file.resolveSibling(file.getFileName() + ".next");
            Files.writeString(next, text);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IllegalStateException("a test's folder is on one file system", e);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Issued issue(String subject, String host, KeyPurposeId purpose, Instant from, Instant to) {
        KeyPair own = pair();
        boolean address = host.matches("[0-9.]+");
        GeneralName name = new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, host);
        X509Certificate issued = sign(
                name(subject),
                own,
                builder -> {
                    builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(name));
                    builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
                },
                X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded()),
                from,
                to);
        return new Issued(issued, own);
    }

    private interface Extensions {
        void addTo(X509v3CertificateBuilder builder) throws IOException;
    }

    private X509Certificate sign(
            X500Name subject, KeyPair own, Extensions extensions, X500Name issuer, Instant from, Instant to) {
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    issuer, new BigInteger(64, RANDOM), Date.from(from), Date.from(to), subject, own.getPublic());
            extensions.addTo(builder);
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** In the order the JDK writes names in. */
    private static X500Name name(String text) {
        return X500Name.getInstance(new X500Principal(text).getEncoded());
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyStore store() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, new char[0]);
        return store;
    }

    private static String pem(String name, byte[] bytes) {
        String text = String.join(
                "\n", List.of(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes)));
        return "-----BEGIN " + name + "-----\n" + text + "\n-----END " + name + "-----\n";
    }
}
