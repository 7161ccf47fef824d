package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.store.PostgresServer;
import dev.weft.store.StoreSettings;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A process whose PostgreSQL is not there yet serves what it can and wants no traffic; once it was there, it does. */
class StoreDarkAtStartTest {
    private static final StoreSettings.Postgres BEHIND =
            PostgresServer.fresh().postgres().orElseThrow();
    private static final Wires WIRE = cut(new Wires(BEHIND.address().getPort()));

    @RegisterExtension
    static final RunningWeft WEFT = RunningWeft.with(
            RunningWeft.STANDARD,
            text -> RunningWeft.operated(text) + "\nstore: { postgres: { address: \"postgresql://127.0.0.1:"
                    + WIRE.port() + BEHIND.address().getPath() + "\", user: " + BEHIND.user() + ", password: "
                    + BEHIND.password().reveal() + " } }\n");

    private static Wires cut(Wires wire) {
        wire.cut();
        return wire;
    }

    @AfterAll
    static void close() {
        WIRE.close();
    }

    private static HttpResponse<String> readiness() {
        return new Http().send(Http.request("http://127.0.0.1:" + WEFT.adminPort() + "/health/ready"));
    }

    @Test
    void isReadyOnceTheStoreHasAnsweredAndStaysSo() {
        assertThat(readiness().statusCode()).isEqualTo(503);
        assertThat(readiness().body()).contains("\"starting\"", "store");
        Storefront guest = WEFT.guest();
        assertThat(guest.get("/v1/products/" + WEFT.sandbox().sku()).status()).isEqualTo(200);

        WIRE.mend();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(readiness().statusCode()).isEqualTo(200));
        assertThat(readiness().body()).contains("\"ready\"").doesNotContain("reason");
        OrderKit kit = new OrderKit(WEFT);
        AtomicReference<String> order = new AtomicReference<>("");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> order.set(kit.placed(guest, 1).header("location")));

        WIRE.cut();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(guest.get(order.get()).status()).isEqualTo(503));
        assertThat(readiness().statusCode()).as("reads go on").isEqualTo(200);
    }
}
