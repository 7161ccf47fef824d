package dev.weft.backend.client;

import dev.weft.tls.TlsMaterial;
import dev.weft.tls.TlsOptions;
import dev.weft.tls.TlsRefused;
import dev.weft.tls.TlsSettings;
import dev.weft.tls.TlsWatch;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * How one backend's connections are secured, now and after renewals. Its clients are prepared with {@link #prepare} and named to
 * {@link #renews}, from when on their new connections use renewed material. Safe from any thread.
 */
public final class ClientTls {
    private final List<HttpClientAgent> clients = new CopyOnWriteArrayList<>();
    private volatile TlsMaterial material = TlsMaterial.PLATFORM;

    private ClientTls() {}

    /** With the platform's authorities and without a certificate of our own. */
    public static ClientTls platform() {
        return new ClientTls();
    }

    /** With own material, watched from now on; blocks on its files. */
    public static ClientTls watched(TlsWatch watch, String name, TlsSettings settings) throws TlsRefused {
        ClientTls tls = new ClientTls();
        tls.material = watch.watch(name, settings, tls::use);
        return tls;
    }

    /** With own material, as it is now; blocks on its files. For processes that end soon. */
    public static ClientTls fixed(TlsSettings settings) throws TlsRefused {
        ClientTls tls = new ClientTls();
        tls.material = TlsMaterial.read(settings);
        return tls;
    }

    void prepare(HttpClientOptions options) {
        TlsOptions.connect(options, material);
        options.setTrustAll(false).setVerifyHost(true);
    }

    void renews(HttpClientAgent client) {
        clients.add(client);
    }

    private Future<?> use(TlsMaterial renewed) {
        List<Future<Boolean>> updates = new ArrayList<>();
        clients.forEach(client -> updates.add(client.updateSSLOptions(TlsOptions.client(renewed))));
        return Future.all(updates).onSuccess(done -> material = renewed);
    }
}
