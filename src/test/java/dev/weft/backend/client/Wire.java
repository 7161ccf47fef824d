package dev.weft.backend.client;

import dev.weft.kernel.Deadline;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Ticker;
import dev.weft.kernel.Timers;
import dev.weft.kernel.TraceContext;
import dev.weft.resilience.Bulkhead;
import dev.weft.resilience.ResilienceListener;
import dev.weft.resilience.ResilienceSettings;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One Vert.x with backend clients, and backends on free ports that answer byte for byte what a test wants. */
final class Wire implements AutoCloseable {
    final Vertx vertx = Vertx.vertx();
    final Ticker ticker = Ticker.system();
    final Timers timers = (delay, action) -> {
        long id = vertx.setTimer(Math.max(1, delay.toMillis()), fired -> action.run());
        return () -> vertx.cancelTimer(id);
    };
    final Map<String, Bulkhead<?, ?>> bulkheads = new ConcurrentHashMap<>();
    final BackendClients clients =
            new BackendClients(vertx, ticker, timers, ResilienceListener.NONE, ClientListener.NONE, bulkheads::put);
    final AtomicInteger requests = new AtomicInteger();
    final AtomicInteger open = new AtomicInteger();

    /** A server that calls {@code onRequest} with each request's head; what it reads beyond is thrown away. */
    int serve(BiConsumer<NetSocket, String> onRequest) {
        NetServer server = vertx.createNetServer().connectHandler(socket -> {
            open.incrementAndGet();
            socket.closeHandler(v -> open.decrementAndGet());
            socket.exceptionHandler(lost -> {});
            StringBuilder read = new StringBuilder();
            socket.handler(bytes -> {
                read.append(bytes);
                for (int end = read.indexOf("\r\n\r\n"); end >= 0; end = read.indexOf("\r\n\r\n")) {
                    String head = read.substring(0, end);
                    read.delete(0, end + 4);
                    requests.incrementAndGet();
                    onRequest.accept(socket, head);
                }
            });
        });
        return server.listen(0, "127.0.0.1").await().actualPort();
    }

    /** A server that answers every request with these bytes. */
    int answering(String answer) {
        return serve((socket, head) -> socket.write(answer));
    }

    BackendClient client(int port) {
        return client(port, new BackendAuth.None(), 8, 16);
    }

    BackendClient client(int port, BackendAuth auth, int connections, int limit) {
        ResilienceSettings resilience = new ResilienceSettings(
                Duration.ofSeconds(5),
                ResilienceSettings.Limit.fixed(limit),
                20_000,
                new ResilienceSettings.Retry(0, 0, Duration.ofMillis(1)),
                new ResilienceSettings.Breaker(1_000_000, Duration.ofSeconds(10), Duration.ofSeconds(1)),
                Optional.empty(),
                ResilienceSettings.Batch.DEFAULT);
        return clients.open(new BackendSettings(
                "erp",
                URI.create("http://127.0.0.1:" + port),
                auth,
                Duration.ofMillis(500),
                connections,
                64 * 1024,
                resilience));
    }

    Future<BackendResponse> get(BackendClient client, String target, long millis) {
        return send(client, BackendRequest.get("read", target), millis);
    }

    /** Sends on some event loop. */
    Future<BackendResponse> send(BackendClient client, BackendRequest request, long millis) {
        Promise<BackendResponse> answer = Promise.promise();
        vertx.runOnContext(v -> client.send(request, context(millis)).onComplete(answer));
        return answer.future();
    }

    RequestContext context(long millis) {
        return new RequestContext("r", TraceContext.create(false), Deadline.after(Duration.ofMillis(millis), ticker));
    }

    static @Nullable Throwable causeOf(Future<?> future) {
        return future.<Future<?>>transform(outcome -> Future.succeededFuture(future))
                .await()
                .cause();
    }

    @Override
    public void close() {
        clients.close().await();
        vertx.close().await();
    }
}
