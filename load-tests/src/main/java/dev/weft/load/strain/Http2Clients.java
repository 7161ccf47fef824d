package dev.weft.load.strain;

import dev.weft.load.http.PacedLoad;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;

/**
 * Clients of one HTTP/2 connection each, in turn, at a fixed rate. A client stays with its server until it is told GOAWAY or its connection
 * closes; then it asks anew where to go. Everything runs on one event loop.
 */
final class Http2Clients {
    private static final int MOST = 8;

    private final Vertx vertx;
    private final IntSupplier ports;
    private final Visits visits;
    private final PacedLoad.Observer observer;
    private final Duration patience;
    private final List<Client> clients = new ArrayList<>();
    private int underWay;
    private int sent;

    Http2Clients(Vertx vertx, IntSupplier ports, Visits visits, PacedLoad.Observer observer, Duration patience) {
        this.vertx = vertx;
        this.ports = ports;
        this.visits = visits;
        this.observer = observer;
        this.patience = patience;
    }

    private final class Client {
        private final HttpClientAgent http = vertx.httpClientBuilder()
                .with(new HttpClientOptions()
                        .setProtocolVersion(HttpVersion.HTTP_2)
                        .setHttp2ClearTextUpgrade(false))
                .with(new PoolOptions().setHttp2MaxSize(1))
                .withConnectHandler(connection -> {
                    connection.goAwayHandler(told -> port = ports.getAsInt());
                    connection.closeHandler(closed -> port = ports.getAsInt());
                })
                .build();
        private int port = ports.getAsInt();

        void send() {
            Visits.Wish wish = visits.wish();
            long due = System.nanoTime();
            underWay++;
            http.request(wish.options().setPort(port))
                    .compose(request -> wish.body().isEmpty() ? request.send() : request.send(wish.body()))
                    .compose(answer -> answer.body().map(body -> answer))
                    .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                    .map(HttpClientResponse::statusCode)
                    .recover(cause -> Future.succeededFuture(
                            cause instanceof TimeoutException ? PacedLoad.GIVEN_UP : PacedLoad.BROKEN))
                    .onSuccess(status -> {
                        underWay--;
                        observer.observed(wish.kind(), status, due, System.nanoTime() - due);
                    });
        }
    }

    /** Asks {@code perSecond} times a second, over {@code connections} but eight at most; ends after {@code length} and the last answers. */
    Future<Void> run(int perSecond, int connections, Duration length) {
        Promise<Void> done = Promise.promise();
        vertx.getOrCreateContext().runOnContext(go -> {
            for (int i = 0; i < Math.min(MOST, connections); i++) {
                clients.add(new Client());
            }
            long start = System.nanoTime();
            vertx.setPeriodic(1, timer -> {
                long elapsed = Math.min(System.nanoTime() - start, length.toNanos());
                for (long wanted = elapsed * perSecond / 1_000_000_000L; sent < wanted; sent++) {
                    clients.get(sent % clients.size()).send();
                }
                if (elapsed == length.toNanos() && underWay == 0) {
                    vertx.cancelTimer(timer);
                    Future.join(clients.stream()
                                    .map(client -> client.http.close())
                                    .toList())
                            .onComplete(closed -> done.complete());
                }
            });
        });
        return done.future();
    }
}
