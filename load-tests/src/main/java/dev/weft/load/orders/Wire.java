package dev.weft.load.orders;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A length of wire between two processes that can be cut: connections refused, or swallowed without a word. */
final class Wire {
    private final Vertx vertx;
    private final int port;
    private final int target;
    private final NetClient client;
    private final Set<NetSocket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicLong connections = new AtomicLong();
    private @Nullable NetServer server;
    private volatile boolean swallowing;

    private Wire(Vertx vertx, int port, int target) {
        this.vertx = vertx;
        this.port = port;
        this.target = target;
        this.client = vertx.createNetClient();
    }

    static Wire open(Vertx vertx, int port, int target) {
        Wire wire = new Wire(vertx, port, target);
        wire.restore();
        return wire;
    }

    int port() {
        return port;
    }

    /** Connections tried so far, as far as they can be seen: a refused one cannot. */
    long connections() {
        return connections.get();
    }

    /** New connections are refused, old ones broken. */
    void refuse() {
        NetServer listening = server;
        server = null;
        if (listening != null) {
            listening.close().await();
        }
        sockets.forEach(NetSocket::close);
    }

    /** New connections are accepted and nothing ever comes back; on old ones likewise. */
    void swallow() {
        swallowing = true;
    }

    void restore() {
        if (swallowing) {
            swallowing = false;
            sockets.forEach(NetSocket::close);
        }
        if (server == null) {
            server = vertx.createNetServer().connectHandler(this::join);
            server.listen(port, "127.0.0.1").await();
        }
    }

    private void join(NetSocket near) {
        connections.incrementAndGet();
        keep(near);
        if (swallowing) {
            near.handler(lost -> {});
            return;
        }
        near.pause();
        client.connect(target, "127.0.0.1")
                .onComplete(
                        far -> {
                            keep(far);
                            pass(near, far);
                            pass(far, near);
                            near.resume();
                        },
                        refused -> near.close());
    }

    private void keep(NetSocket socket) {
        sockets.add(socket);
        socket.closeHandler(v -> sockets.remove(socket));
        socket.exceptionHandler(broken -> socket.close());
    }

    private void pass(NetSocket from, NetSocket to) {
        from.handler(bytes -> {
            if (!swallowing) {
                to.write(bytes);
            }
        });
        from.closeHandler(v -> {
            sockets.remove(from);
            if (!swallowing) {
                to.close();
            }
        });
    }

    Future<Void> close() {
        refuse();
        return client.close();
    }
}
