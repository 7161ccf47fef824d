package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.store.PostgresServer;
import dev.weft.store.StoreSettings;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** With PostgreSQL gone nothing is promised and everything else goes on; with it back, so do orders. */
class StoreDarkTest {
    private static final StoreSettings.Postgres BEHIND =
            PostgresServer.fresh().postgres().orElseThrow();
    private static final Wires WIRE = new Wires(BEHIND.address().getPort());

    @RegisterExtension
    static final RunningWeft WEFT = RunningWeft.with(
            RunningWeft.STANDARD,
            text -> RunningWeft.edited(RunningWeft.operated(text), "requestDeadline: 2s", "requestDeadline: 20s")
                    + "\nstore: { postgres: { address: \"postgresql://127.0.0.1:"
                    + WIRE.port() + BEHIND.address().getPath() + "\", user: " + BEHIND.user() + ", password: "
                    + BEHIND.password().reveal() + " } }\n");

    private final OrderKit kit = new OrderKit(WEFT);

    @AfterAll
    static void close() {
        WIRE.close();
    }

    @AfterEach
    void mend() {
        WIRE.mend();
    }

    private static void refused(Answer answer, long beganNanos) {
        Duration took = Duration.ofNanos(System.nanoTime() - beganNanos);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
        assertThat(answer.header("content-type")).startsWith("application/problem+json");
        assertThat(answer.at("/retryable").asBoolean()).as(answer.toString()).isTrue();
        assertThat(Integer.parseInt(answer.header("retry-after"))).isBetween(1, 60);
        assertThat(took).as("not only at the request's deadline: " + answer).isLessThan(Duration.ofSeconds(8));
    }

    @Test
    void ordersAndRefundsAreRefusedAtOnceReadsGoOnAndTheSameKeyIsAcceptedLater() {
        Storefront guest = WEFT.guest();
        Answer before = kit.placed(guest, 1);
        String location = before.header("location");
        String sku = kit.stocked(guest);
        BigDecimal price = kit.price(guest, sku);
        String body = kit.order(sku, 1, price);
        String key = kit.key();

        WIRE.cut();
        for (int i = 0; i < 3; i++) {
            long began = System.nanoTime();
            refused(kit.keyed(guest, key).post("/v1/orders", body), began);
            began = System.nanoTime();
            refused(
                    kit.keyed(guest, kit.key())
                            .post(location + "/refunds", "{\"lines\":[{\"line\":1,\"quantity\":1}]}"),
                    began);
            began = System.nanoTime();
            refused(kit.keyed(guest, kit.key()).send("DELETE", location), began);
            began = System.nanoTime();
            refused(guest.get(location), began);
            Answer product = guest.get("/v1/products/" + WEFT.sandbox().sku());
            assertThat(product.status()).as(product.toString()).isEqualTo(200);
            assertThat(product.complete()).as(product.toString()).isTrue();
        }
        assertThat(WEFT.shopper().get("/v1/me").status()).isEqualTo(200);

        WIRE.mend();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(
                                kit.keyed(guest, key).post("/v1/orders", body).status())
                        .isEqualTo(201));
        Answer again = kit.keyed(guest, key).post("/v1/orders", body);
        assertThat(again.header("idempotent-replayed")).isEqualTo("true");
        assertThat(guest.get(location).status()).isEqualTo(200);
    }
}
