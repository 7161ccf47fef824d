package dev.weft.tls;

import dev.weft.tls.TlsRefused.Result;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads certificates and keys from PEM text. Blocks on files. */
final class PemFiles {
    private static final long MAX_FILE = 1024 * 1024;
    private static final Pattern CERTIFICATE = block("CERTIFICATE");
    private static final Pattern KEY = block("PRIVATE KEY");

    private PemFiles() {}

    static byte[] bytes(Path file) throws TlsRefused {
        try {
            if (!Files.isRegularFile(file)) {
                throw new TlsRefused(Result.UNREADABLE, "there is no file " + file.getFileName());
            }
            if (Files.size(file) > MAX_FILE) {
                throw new TlsRefused(Result.UNREADABLE, file.getFileName() + " is larger than 1 MiB");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new TlsRefused(Result.UNREADABLE, file.getFileName() + " cannot be read", e);
        }
    }

    /** All certificates of {@code pem}, at least one. */
    static List<X509Certificate> certificates(Path file, byte[] pem) throws TlsRefused {
        List<X509Certificate> found = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            Matcher blocks = CERTIFICATE.matcher(new String(pem, StandardCharsets.ISO_8859_1));
            while (blocks.find()) {
                found.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(decoded(blocks))));
            }
        } catch (CertificateException | IllegalArgumentException e) {
            throw new TlsRefused(Result.UNREADABLE, file.getFileName() + " holds a broken certificate", e);
        }
        if (found.isEmpty()) {
            throw new TlsRefused(Result.UNREADABLE, file.getFileName() + " holds no PEM certificate");
        }
        return found;
    }

    /** The one key of {@code pem}, of the kind {@code algorithm}, which is that of the certificate's key. */
    static PrivateKey key(Path file, byte[] pem, String algorithm) throws TlsRefused {
        Matcher block = KEY.matcher(new String(pem, StandardCharsets.ISO_8859_1));
        if (!block.find()) {
            throw new TlsRefused(
                    Result.UNREADABLE,
                    file.getFileName() + " holds no PKCS #8 key without a pass phrase (-----BEGIN PRIVATE KEY-----)");
        }
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(decoded(block)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new TlsRefused(
                    Result.MISMATCH,
                    file.getFileName() + " holds no " + algorithm + " key, as the certificate's is",
                    e);
        }
    }

    private static byte[] decoded(Matcher block) {
        return Base64.getMimeDecoder().decode(block.group(1));
    }

    private static Pattern block(String name) {
        return Pattern.compile("-----BEGIN " + name + "-----([A-Za-z0-9+/=\\s]+)-----END " + name + "-----");
    }
}
