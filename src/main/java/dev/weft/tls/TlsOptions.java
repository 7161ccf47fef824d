package dev.weft.tls;

import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.SSLOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.TCPSSLOptions;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * What Vert.x needs of our key material. One list of protocols and suites for all connections: TLS 1.2 and 1.3, with authenticated
 * encryption and forward secrecy alone. The JDK's TLS knows no early data, so nothing can be replayed into a handshake, and keeps the
 * keys of its session tickets in memory, a new set with each renewal.
 */
public final class TlsOptions {
    private static final Set<String> PROTOCOLS = Set.of("TLSv1.2", "TLSv1.3");
    private static final List<String> SUITES = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");
    private static final long HANDSHAKE_SECONDS = 10;
    private static final char[] NO_PASSWORD = new char[0];

    private TlsOptions() {}

    /**
     * A listener's.
     *
     * @param clientMust whether clients need a certificate of one of the trusted authorities, where there are any
     * @param http2 whether HTTP/2 is offered beside HTTP/1.1
     */
    public static ServerSSLOptions server(TlsMaterial material, boolean clientMust, boolean http2) {
        ServerSSLOptions options = new ServerSSLOptions();
        secure(options, material);
        options.setUseAlpn(true).setApplicationLayerProtocols(http2 ? List.of("h2", "http/1.1") : List.of("http/1.1"));
        ClientAuth clients = clientMust ? ClientAuth.REQUIRED : ClientAuth.REQUEST;
        return options.setClientAuth(material.trust().isEmpty() ? ClientAuth.NONE : clients);
    }

    /** A client's; the name of the host called is always compared with the certificate's. */
    public static ClientSSLOptions client(TlsMaterial material) {
        ClientSSLOptions options = new ClientSSLOptions();
        secure(options, material);
        return options.setTrustAll(false).setHostnameVerificationAlgorithm("HTTPS");
    }

    /** For the JDK's own client, as commands use it; it compares the host's name by itself. */
    public static SSLContext context(TlsMaterial material) {
        try {
            KeyManager[] mine = material.identity().isPresent()
                    ? keys(material.identity().get()).getKeyManagers()
                    : new KeyManager[0];
            TrustManager @Nullable [] theirs =
                    material.trust().isEmpty() ? null : trust(material.trust()).getTrustManagers();
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(mine, theirs, null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("checked key material is refused by the platform", e);
        }
    }

    /** Makes {@code options} those of a TLS port, as {@link #server} says. */
    public static void listen(HttpServerOptions options, TlsMaterial material, boolean clientMust, boolean http2) {
        ServerSSLOptions tls = server(material, clientMust, http2);
        copy(tls, options);
        options.setClientAuth(tls.getClientAuth())
                .setUseAlpn(true)
                .setAlpnVersions(
                        http2 ? List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1) : List.of(HttpVersion.HTTP_1_1));
    }

    /** Makes {@code options} those of a client, as {@link #client} says, whether or not it will speak TLS. */
    public static void connect(TCPSSLOptions options, TlsMaterial material) {
        copy(client(material), options);
        options.setSsl(false); // each request says so itself
    }

    private static void copy(SSLOptions from, TCPSSLOptions to) {
        to.setSsl(true)
                .setEnabledSecureTransportProtocols(from.getEnabledSecureTransportProtocols())
                .setSslHandshakeTimeout(from.getSslHandshakeTimeout())
                .setSslHandshakeTimeoutUnit(from.getSslHandshakeTimeoutUnit());
        from.getEnabledCipherSuites().forEach(to::addEnabledCipherSuite);
        if (from.getKeyCertOptions() != null) {
            to.setKeyCertOptions(from.getKeyCertOptions());
        }
        if (from.getTrustOptions() != null) {
            to.setTrustOptions(from.getTrustOptions());
        }
    }

    private static void secure(SSLOptions options, TlsMaterial material) {
        options.setEnabledSecureTransportProtocols(PROTOCOLS)
                .setSslHandshakeTimeout(HANDSHAKE_SECONDS)
                .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS);
        SUITES.forEach(options::addEnabledCipherSuite);
        try {
            if (material.identity().isPresent()) {
                options.setKeyCertOptions(
                        KeyCertOptions.wrap(keys(material.identity().get())));
            }
            if (!material.trust().isEmpty()) {
                options.setTrustOptions(TrustOptions.wrap(trust(material.trust())));
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("checked key material is refused by the platform", e);
        }
    }

    private static KeyManagerFactory keys(TlsMaterial.Own own) throws IOException, GeneralSecurityException {
        KeyStore store = empty();
        store.setKeyEntry("weft", own.key(), NO_PASSWORD, own.chain().toArray(new Certificate[0]));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory;
    }

    private static TrustManagerFactory trust(List<X509Certificate> authorities)
            throws IOException, GeneralSecurityException {
        KeyStore store = empty();
        for (int i = 0; i < authorities.size(); i++) {
            store.setCertificateEntry("authority-" + i, authorities.get(i));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }
}
