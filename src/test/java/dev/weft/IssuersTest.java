package dev.weft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.backend.client.BackendClients;
import dev.weft.backend.client.ClientListener;
import dev.weft.kernel.Ticker;
import dev.weft.resilience.ResilienceListener;
import dev.weft.security.IssuerSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An issuer is asked for its keys as often as its pace has it, and not once more because it failed. */
class IssuersTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() throws Exception {
        vertx.close().await(20, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 500, 503, 429})
    void aFailingIssuerIsAskedOnceForItsKeys(int status) throws Exception {
        AtomicInteger asked = new AtomicInteger();
        HttpServer issuer = vertx.createHttpServer()
                .requestHandler(request -> {
                    asked.incrementAndGet();
                    if (status == 0) {
                        request.connection().close();
                    } else {
                        request.response().setStatusCode(status).end();
                    }
                })
                .listen(0, "127.0.0.1")
                .await(20, TimeUnit.SECONDS);
        BackendClients clients = new BackendClients(
                vertx,
                Ticker.system(),
                new LoopTimers(vertx, Ticker.system()),
                ResilienceListener.NONE,
                ClientListener.NONE,
                (name, bulkhead) -> {});
        IssuerSettings settings = IssuerSettings.slas(
                "slas", "iss", "aud", Set.of("WeftEU"), URI.create("http://127.0.0.1:" + issuer.actualPort() + "/k"));

        Future<byte[]> keys = new Issuers(clients, Ticker.system())
                .sources()
                .keys()
                .apply(settings)
                .fetch();
        boolean failed =
                keys.map(false).recover(cause -> Future.succeededFuture(true)).await(20, TimeUnit.SECONDS);

        assertThat(failed).isTrue();
        assertThat(asked).hasValue(1);
    }
}
