package dev.weft.acceptance;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A wire to a server of this machine, which can be cut and mended. Its port stays the same. */
final class Wires implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final NetClient client = vertx.createNetClient();
    private final Set<NetSocket> open = ConcurrentHashMap.newKeySet();
    private final NetServer server;
    private volatile boolean cut;

    Wires(int target) {
        server = vertx.createNetServer()
                .connectHandler(caller -> connect(caller, target))
                .listen(0, "127.0.0.1")
                .await();
    }

    private void connect(NetSocket caller, int target) {
        if (cut) {
            caller.close();
            return;
        }
        caller.pause();
        client.connect(target, "127.0.0.1")
                .onSuccess(called -> {
                    join(caller, called);
                    join(called, caller);
                    caller.resume();
                })
                .onFailure(dead -> caller.close());
    }

    private void join(NetSocket from, NetSocket to) {
        open.add(from);
        from.handler(to::write);
        from.closeHandler(gone -> {
            open.remove(from);
            to.close();
        });
    }

    int port() {
        return server.actualPort();
    }

    /** Ends every connection; new ones end as soon as they are made. */
    void cut() {
        cut = true;
        open.forEach(NetSocket::close);
    }

    void mend() {
        cut = false;
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
