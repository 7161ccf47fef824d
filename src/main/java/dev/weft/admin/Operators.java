package dev.weft.admin;

import dev.weft.kernel.Loops;
import dev.weft.security.Principal;
import dev.weft.security.TokenRejected;
import dev.weft.security.TokenValidator;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.security.auth.x500.X500Principal;

/**
 * Tells which operator a request comes from: by the client certificate of its connection, by a bearer token whose hash is configured, or by
 * a token of the configured issuer. All hashes are compared, each in constant time. Safe from any thread.
 *
 * <p>A certificate's dates are looked at again with each request, because a connection, or a session resumed, may outlive them.
 */
public final class Operators {
    private static final String SCHEME = "Bearer ";
    private static final int MAX_TOKEN = 8 * 1024;
    private static final Future<Optional<Operator>> NOBODY = Future.succeededFuture(Optional.empty());

    private final boolean open;
    private final Map<String, byte[]> hashes = new HashMap<>();
    private final Map<X500Principal, String> subjects = new HashMap<>();
    private final Optional<TokenValidator> tokens;
    private final String scope;

    /** @param tokens of the configured issuer, if there is one */
    public Operators(AdminSettings settings, Optional<TokenValidator> tokens) {
        this.open = settings.open();
        this.tokens = tokens;
        this.scope = settings.issuer().map(AdminSettings.Issuer::scope).orElse("");
        settings.tokens()
                .forEach((name, hash) -> hashes.put(name, HexFormat.of().parseHex(hash)));
        settings.certificates().forEach((name, subject) -> subjects.put(new X500Principal(subject), name));
    }

    /**
     * Who sent {@code request}; nobody where that is not known. Fails where the issuer cannot be asked or its keys are not there, which is
     * not the operator's fault. Completes on the caller's loop.
     */
    Future<Optional<Operator>> of(HttpServerRequest request) {
        if (open) {
            return Future.succeededFuture(Optional.of(Operator.LOCAL));
        }
        Optional<Operator> known = byCertificate(request);
        if (known.isPresent()) {
            return Future.succeededFuture(known);
        }
        List<String> fields = request.headers().getAll(HttpHeaders.AUTHORIZATION);
        if (fields.size() != 1 || !fields.get(0).regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return NOBODY;
        }
        String token = fields.get(0).substring(SCHEME.length());
        if (token.isEmpty() || token.length() > MAX_TOKEN) {
            return NOBODY;
        }
        known = byHash(token);
        return known.isPresent() || tokens.isEmpty() ? Future.succeededFuture(known) : byIssuer(tokens.get(), token);
    }

    private Optional<Operator> byCertificate(HttpServerRequest request) {
        if (subjects.isEmpty() || !request.isSSL()) {
            return Optional.empty();
        }
        try {
            Certificate first = request.connection().sslSession().getPeerCertificates()[0];
            X509Certificate certificate = (X509Certificate) first;
            certificate.checkValidity();
            return Optional.ofNullable(subjects.get(certificate.getSubjectX500Principal()))
                    .map(name -> new Operator(name, Operator.How.CERTIFICATE));
        } catch (SSLPeerUnverifiedException | CertificateException none) {
            return Optional.empty(); // it came without one, or with one that is over
        }
    }

    private Optional<Operator> byHash(String token) {
        byte[] hash = sha256(token);
        Optional<Operator> found = Optional.empty();
        for (Map.Entry<String, byte[]> entry : hashes.entrySet()) {
            if (MessageDigest.isEqual(entry.getValue(), hash)) {
                found = Optional.of(new Operator(entry.getKey(), Operator.How.TOKEN));
            }
        }
        return found;
    }

    private Future<Optional<Operator>> byIssuer(TokenValidator validator, String token) {
        return Loops.here(validator.validate(token))
                .map(this::operator)
                .recover(cause -> cause instanceof TokenRejected rejected
                                && !rejected.reason().ourFault()
                        ? NOBODY
                        : Future.failedFuture(cause));
    }

    private Optional<Operator> operator(Principal who) {
        return who.scopes().contains(scope)
                ? Optional.of(new Operator(who.subject(), Operator.How.ISSUER))
                : Optional.empty();
    }

    private static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
