package dev.weft;

import dev.weft.tls.TlsMaterial;
import dev.weft.tls.TlsOptions;
import dev.weft.tls.TlsRefused;
import dev.weft.tls.TlsSettings;
import dev.weft.tls.TlsWatch;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The servers that share one port: where it is, and how it is secured, now and after renewals. Safe from any thread. */
final class Listening {
    private final Optional<TlsSettings> tls;
    private final boolean http2;
    private final List<HttpServer> servers = new CopyOnWriteArrayList<>();
    private volatile TlsMaterial material = TlsMaterial.PLATFORM;
    private volatile int port;

    private Listening(Optional<TlsSettings> tls, boolean http2) {
        this.tls = tls;
        this.http2 = http2;
    }

    /** Reads and watches the key material, if any; blocks on its files. */
    static Listening create(String name, Optional<TlsSettings> tls, boolean http2, TlsWatch watch) throws TlsRefused {
        Listening listening = new Listening(tls, http2);
        if (tls.isPresent()) {
            listening.material = watch.watch(name, tls.get(), listening::renew);
        }
        return listening;
    }

    /** The same options, secured where the port is. */
    HttpServerOptions secured(HttpServerOptions options) {
        tls.ifPresent(wanted -> TlsOptions.listen(options, material, wanted.clientMust(), http2));
        return options;
    }

    /** A server has the port from now on. */
    void bound(HttpServer server) {
        servers.add(server);
        port = server.actualPort();
    }

    int port() {
        return port;
    }

    private Future<?> renew(TlsMaterial renewed) {
        boolean must = tls.map(TlsSettings::clientMust).orElse(false);
        List<Future<Boolean>> updates = new ArrayList<>();
        servers.forEach(server -> updates.add(server.updateSSLOptions(TlsOptions.server(renewed, must, http2))));
        return Future.all(updates).onSuccess(done -> material = renewed);
    }
}
