package dev.weft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.admin.AdminCall;
import dev.weft.admin.AdminRoute;
import dev.weft.admin.Operator;
import dev.weft.admin.OrderRoutes;
import dev.weft.backend.Orders;
import dev.weft.inventory.Level;
import dev.weft.inventory.SourcingRule;
import dev.weft.order.Answer;
import dev.weft.order.Claim;
import dev.weft.order.Order;
import dev.weft.order.OrderEffect;
import dev.weft.order.OrderStore;
import dev.weft.outbox.Entry;
import dev.weft.outbox.NewEntry;
import dev.weft.store.Database;
import dev.weft.store.MemoryDatabase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What an operator is told at the command line, by the operators' routes over a real store. */
class OrdersCommandTest {
    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger ids = new AtomicInteger();
    private final StringWriter printed = new StringWriter();
    private MemoryDatabase memory;
    private Database database;
    private HttpServer port;

    @BeforeEach
    void opens() throws SQLException {
        memory = new MemoryDatabase(sql -> sql);
        database = Database.simulated(
                memory.seenBy((step, sql) -> {}),
                Runnable::run,
                Clock.systemUTC(),
                () -> "id-" + ids.incrementAndGet());
        AdminRoute erase = new OrderRoutes(database.orders(), database.outbox(), () -> {})
                .all().stream()
                        .filter(route -> route.template().equals("/orders/erase"))
                        .findFirst()
                        .orElseThrow();
        port = vertx.createHttpServer()
                .requestHandler(request -> request.body()
                        .compose(body -> erase.handler()
                                .handle(new AdminCall(Operator.LOCAL, Map.of(), Map.of(), body.getBytes())))
                        .onSuccess(answer -> request.response()
                                .setStatusCode(answer.status())
                                .end(answer.body())))
                .listen(0, "127.0.0.1")
                .await();
    }

    @AfterEach
    void closes() throws SQLException {
        vertx.close().await();
        memory.close();
    }

    private void place(Order order) {
        order.basket()
                .lines()
                .forEach(line -> database.stock()
                        .feed(List.of(new Level(line.sku(), "hamburg", 10, 0, Instant.EPOCH)))
                        .await());
        database.orders()
                .place(new OrderStore.Placement(
                        new Claim("key", "print"),
                        order,
                        Orders.PERSON,
                        SourcingRule.byPriority(List.of("hamburg")),
                        List.of(new NewEntry(
                                "sap", "order.create", "order", order.id().value(), "WeftEU", "{}")),
                        placed -> new Answer(201, "", "", "")))
                .await();
    }

    private int erase(Order order) {
        CommandLine line = Main.commandLine().setOut(new PrintWriter(printed, true));
        return line.execute(
                "orders",
                "erase",
                "--admin",
                "http://127.0.0.1:" + port.actualPort(),
                "--site",
                "WeftEU",
                "--customer",
                order.buyer().customerId());
    }

    @Test
    void erasingFailsUntilNothingIsUnderWayAnyMore() {
        Order order = Orders.of("WEFT-ERASE-1");
        place(order);
        assertThat(erase(order)).as("exit code").isEqualTo(1);
        assertThat(printed.toString()).contains("changed: 0").contains("still under way: 1");

        Entry entry = database.outbox()
                .claim("sap", List.of("WeftEU"), 1, Duration.ofMinutes(1))
                .await()
                .get(0);
        database.outbox()
                .done(entry, "4711", Optional.of(new OrderEffect.Confirmed(order.id(), "4711")))
                .await();
        printed.getBuffer().setLength(0);
        assertThat(erase(order)).as("exit code").isZero();
        assertThat(printed.toString()).contains("changed: 1").doesNotContain("under way");
    }
}
