import dev.weft.inventory.Level;
import dev.weft.inventory.Position;
import dev.weft.inventory.Sourced;
import dev.weft.inventory.Wanted;
import dev.weft.kernel.Secret;
import dev.weft.kernel.Sku;
import dev.weft.order.Answer;
import dev.weft.order.Books;
import dev.weft.order.Buyer;
import dev.weft.order.Claim;
import dev.weft.order.Order;
import dev.weft.order.OrderId;
import dev.weft.order.OrderLine;
import dev.weft.order.OrderStore;
import dev.weft.order.Payment;
import dev.weft.order.Person;
import dev.weft.order.Shipping;
import dev.weft.order.UnitRun;
import dev.weft.outbox.NewEntry;
import dev.weft.store.Database;
import dev.weft.store.StoreSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the store alone makes of orders for one hot SKU: plainly, the next order is handed over when the last is committed, so that each has
 * a transaction and an fsync of its own; together, a hundred and twenty-eight wait at any time and share commits. The same rows are written
 * either way, by the gateway's own store, without HTTP. Turns of both are interleaved; the medians of their rates, of how long 99 % of the
 * orders took at most, and the ratio are printed as one line of JSON.
 *
 * <p>Run by {@code load-tests/run accept}. Arguments: {@code sqlite FILE | postgres ADDRESS}, then seconds a turn and turns of each.
 */
public final class CommitCost {
    private static final Sku HOT = Sku.of("10000001");
    private static final String PLANT = "1010";
    private static final int TOGETHER = 128;
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final Buyer BUYER = new Buyer("slas", "WeftEU", "wsh00000001", true);

    public static void main(String[] args) throws Exception {
        StoreSettings embedded = StoreSettings.embedded(Path.of(args[0].equals("sqlite") ? args[1] : "unused"));
        StoreSettings settings = args[0].equals("sqlite")
                ? embedded
                : new StoreSettings(
                        embedded.file(),
                        Optional.of(
                                new StoreSettings.Postgres(URI.create(args[1]), "postgres", new Secret("postgres"), 2)),
                        embedded.deadline(),
                        embedded.keys(),
                        embedded.done());
        Duration turn = Duration.ofMillis((long) (1_000 * Double.parseDouble(args[2])));
        int turns = Integer.parseInt(args[3]);
        List<Double> plain = new ArrayList<>();
        List<Double> together = new ArrayList<>();
        List<Double> waits = new ArrayList<>();
        try (Database database = Database.open(settings, Clock.systemUTC())) {
            fill(database);
            rate(database.orders(), TOGETHER, turn, new ArrayList<>()); // warm up
            rate(database.orders(), 1, turn, new ArrayList<>());
            for (int i = 0; i < turns; i++) {
                plain.add(rate(database.orders(), 1, turn, new ArrayList<>()));
                List<Long> nanos = new ArrayList<>();
                together.add(rate(database.orders(), TOGETHER, turn, nanos));
                Collections.sort(nanos);
                waits.add(nanos.get(nanos.size() * 99 / 100) / 1e6);
            }
        }
        double one = median(plain);
        double many = median(together);
        System.out.println(String.format(
                Locale.ROOT,
                "{\"plainPerSecond\":%.0f,\"togetherPerSecond\":%.0f,\"togetherP99Millis\":%.1f,\"ratio\":%.2f}",
                one,
                many,
                median(waits),
                many / one));
    }

    /** Puts more on the shelf than can be sold; a store that has just been opened may be late. */
    private static void fill(Database database) throws Exception {
        for (int tries = 1; ; tries++) {
            try {
                database.stock()
                        .feed(List.of(new Level(HOT, PLANT, 100_000_000, 0, Instant.now())))
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS);
                return;
            } catch (ExecutionException late) {
                if (tries == 10) {
                    throw late;
                }
            }
        }
    }

    /** Orders a second that were accepted, with {@code atOnce} of them under way; how long each took is added to {@code waits}. */
    private static double rate(OrderStore orders, int atOnce, Duration length, List<Long> waits)
            throws InterruptedException {
        Semaphore places = new Semaphore(atOnce);
        AtomicInteger accepted = new AtomicInteger();
        long start = System.nanoTime();
        while (System.nanoTime() - start < length.toNanos()) {
            places.acquire();
            long since = System.nanoTime();
            orders.place(placement(NUMBERS.incrementAndGet())).onComplete(known -> {
                if (known.succeeded() && known.result().answer().status() == 201) {
                    accepted.incrementAndGet();
                }
                synchronized (waits) {
                    waits.add(System.nanoTime() - since);
                }
                places.release();
            });
        }
        places.acquire(atOnce);
        return accepted.get() * 1e9 / (System.nanoTime() - start);
    }

    private static double median(List<Double> values) {
        Collections.sort(values);
        return values.get(values.size() / 2);
    }

    private static OrderStore.Placement placement(int number) {
        String run = Long.toString(ProcessHandle.current().pid());
        Order order = order("COST-%s-%09d".formatted(run, number));
        Person.Address address = new Person.Address(
                "Ida", "Webstuhl", "Spinnergasse 4", Optional.empty(), "20095", "Hamburg", Optional.empty(), "DE");
        return new OrderStore.Placement(
                new Claim("commit-cost-" + order.id(), "print-of-" + order.id()),
                order,
                new Person("ida@example.com", Optional.empty(), address, address),
                CommitCost::sourced,
                List.of(new NewEntry(
                        "sap",
                        "order.create",
                        "order",
                        order.id().value(),
                        "WeftEU",
                        "{\"order\":\"" + order.id() + "\"}")),
                placed -> new Answer(
                        placed.order().isPresent() ? 201 : 409, "/v1/orders/" + order.id(), "application/json", "{}"));
    }

    private static Order order(String id) {
        UnitRun unit = new UnitRun(1, 1_990, 318, 0, 0, 0);
        return new Order(
                new OrderId(id),
                BUYER,
                Instant.now(),
                new Order.Basket(
                        "EUR",
                        true,
                        List.of(new OrderLine(1, HOT, 1, 1_990, 0, 318)),
                        0,
                        new Shipping("standard", 0, 0),
                        "de-DE"),
                new Books(Map.of(1, List.of(unit)), new UnitRun(1, 0, 0, 0, 0, 0), 1_990),
                new Payment("pay-" + id, "card", 1_990, 0, 0),
                Order.Origin.NONE,
                List.of());
    }

    /** All of a line from the first place. */
    private static Optional<List<Sourced>> sourced(List<Wanted> wanted, Map<Sku, List<Position>> positions) {
        Wanted line = wanted.get(0);
        List<Position> places = positions.getOrDefault(line.sku(), List.of());
        return places.isEmpty() || places.get(0).available() < line.quantity()
                ? Optional.empty()
                : Optional.of(List.of(
                        new Sourced(line.line(), line.sku(), places.get(0).location(), line.quantity())));
    }
}
