package dev.weft.store;

import dev.weft.inventory.StockStore;
import dev.weft.journey.BasketStore;
import dev.weft.kernel.Ticker;
import dev.weft.order.OpenOrders;
import dev.weft.order.OrderStore;
import dev.weft.outbox.Doubts;
import dev.weft.outbox.OutboxStore;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteDataSource;

/**
 * The store: an embedded SQLite file or a PostgreSQL, opened, migrated and watched. Way in of this package.
 *
 * <p>Guarantees: a change whose future succeeded is on disk; every future ends by the configured deadline; while the database does not answer
 * everything fails at once. Futures complete on threads of the store, never on an event loop: who needs one hops ({@code Loops.here}).
 * Calls that nobody waited for in between may be carried out in any order.
 */
public final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int WAITING = 20_000;
    private static final int TOGETHER = 256;
    private static final int READERS = 2;

    private final OrderStore orders;
    private final OpenOrders openOrders;
    private final OutboxStore outbox;
    private final StockSql stock;
    private final StockTally tally = new StockTally();
    private final Doubts doubts;
    private final BasketStore baskets;
    private final Writer writer;
    private final Future<Void> reached;
    private final Runnable close;

    /** What is read from, by how many at once. */
    private record Reading(DataSource source, int connections) {}

    private Database(Writer writer, Reads reads, Future<Void> reached, Runnable close) {
        this.writer = writer;
        this.reached = reached;
        this.orders = new OrdersSql(writer, reads);
        this.openOrders = new OpenOrdersSql(reads);
        this.outbox = new OutboxSql(writer, reads);
        this.stock = new StockSql(writer, reads, tally);
        this.doubts = new DoubtsSql(writer, reads);
        this.baskets = new BasketsSql(writer, reads);
        this.close = close;
    }

    /**
     * Opens the database that {@code settings} name, and brings its schema up to date. Waits, so it belongs before the first event loop.
     * Throws {@link StoreRefused} where another process has the file, it is damaged, or it is of a newer Weft. A PostgreSQL that does not
     * answer is no reason to refuse: the store starts dark.
     */
    public static Database open(StoreSettings settings, Clock clock) {
        Ticker ticker = Ticker.system();
        return settings.postgres().isPresent()
                ? shared(settings, settings.postgres().get(), clock, ticker)
                : embedded(settings, clock, ticker);
    }

    /**
     * A SQLite database whose schema is there already and whose every step its owner runs: for simulations. Each change and each question is
     * a task for {@code executor}; it must run them one at a time. Nothing has a deadline, and the store is never dark: what the source
     * throws fails those it was thrown at, and the next task asks for a new connection.
     */
    public static Database simulated(DataSource source, Executor executor, Clock clock, Supplier<String> ids) {
        Sessions sessions = new Sessions(source::getConnection, Dialect.SQLITE, clock, ids);
        Writer writer = new Writer(executor, sessions, Health.unwatched(), WAITING, TOGETHER);
        return new Database(writer, new SharedReads(executor, sessions), Future.succeededFuture(), () -> {
            writer.close();
            sessions.close();
        });
    }

    private static Database embedded(StoreSettings settings, Clock clock, Ticker ticker) {
        Ownership ownership = Ownership.of(settings.file());
        try {
            SQLiteDataSource source = Embedded.source(settings.file(), true);
            Embedded.check(source, settings.file());
            Migrations.migrate(source);
            int abandoned = Embedded.takeOver(source, clock);
            if (abandoned > 0) {
                LOG.info(
                        "{} entries were being sent when the last process ended; they are asked about first",
                        abandoned);
            }
            int far = Embedded.bringNear(source, clock);
            if (far > 0) {
                LOG.warn(
                        "the clock was set back: {} entries that were due long after any pause are due within a minute",
                        far);
            }
            Checkpoints checkpoints = Checkpoints.over(source);
            Runnable last = () -> {
                checkpoints.close();
                ownership.close();
            };
            Health health = Health.watching(ticker, settings.deadline());
            health.answered();
            return running(
                    settings,
                    source::getConnection,
                    new Reading(Embedded.source(settings.file(), false), READERS),
                    last,
                    clock,
                    health);
        } catch (SQLException | RuntimeException e) {
            ownership.close();
            throw e instanceof StoreRefused refused
                    ? refused
                    : new StoreRefused("cannot open " + settings.file() + ": " + e.getMessage(), e);
        }
    }

    private static Database shared(
            StoreSettings settings, StoreSettings.Postgres postgres, Clock clock, Ticker ticker) {
        DataSource source = Shared.source(postgres, settings.deadline());
        MigratedOnce migrated = new MigratedOnce(source, Shared.patient(postgres));
        Health health = Health.watching(ticker, settings.deadline());
        try {
            migrated.open().close();
            health.answered();
        } catch (SQLException e) {
            LOG.warn("PostgreSQL does not answer yet: {}", e.getMessage());
            health.failed(e);
        }
        return running(settings, migrated, new Reading(source, postgres.pool()), () -> {}, clock, health);
    }

    private static Database running(
            StoreSettings settings, Connector connector, Reading reading, Runnable last, Clock clock, Health health) {
        Dialect dialect = settings.postgres().isPresent() ? Dialect.POSTGRES : Dialect.SQLITE;
        Sessions sessions = new Sessions(connector, dialect, clock, new RowIds(clock));
        ExecutorService thread = Executors.newSingleThreadExecutor(Threads.named("weft-store-write"));
        thread.execute(Codec::warm);
        Writer writer = new Writer(thread, sessions, health, WAITING, TOGETHER);
        PooledReads reads = new PooledReads(reading.source(), reading.connections(), dialect, clock, health);
        Watch watch = new Watch(health, sessions, reads, connector);
        Housekeeping housekeeping = new Housekeeping(writer, settings);
        Database database = new Database(writer, reads, health.reached(), () -> {
            housekeeping.close();
            writer.close();
            thread.shutdown();
            awaitEnd(thread);
            watch.close();
            reads.close();
            sessions.close();
            last.run();
        });
        watch.start();
        housekeeping.start(database.stock, database.baskets);
        return database;
    }

    private static void awaitEnd(ExecutorService thread) {
        try {
            if (!thread.awaitTermination(2, TimeUnit.SECONDS)) {
                LOG.warn("the store's writer did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A connection to a database whose schema is known to be up to date: looked at with the first one that can be had. */
    private static final class MigratedOnce implements Connector {
        private final DataSource source;
        private final DataSource patient;
        private volatile boolean done;

        MigratedOnce(DataSource source, DataSource patient) {
            this.source = source;
            this.patient = patient;
        }

        @Override
        public Connection open() throws SQLException {
            if (!done) {
                Migrations.migrate(patient);
                done = true;
            }
            return source.getConnection();
        }
    }

    /** Completes, on any thread, when the database has answered for the first time: at once, or when a PostgreSQL is there at last. */
    public Future<Void> reached() {
        return reached;
    }

    public OrderStore orders() {
        return orders;
    }

    public OpenOrders openOrders() {
        return openOrders;
    }

    public OutboxStore outbox() {
        return outbox;
    }

    public Doubts doubts() {
        return doubts;
    }

    public BasketStore baskets() {
        return baskets;
    }

    public StockStore stock() {
        return stock;
    }

    /** What became of stock and reservations. */
    public StockTally tally() {
        return tally;
    }

    Writer writer() {
        return writer;
    }

    /** Lets the change under way end, fails what waits, and gives the database up. Waits for a moment. */
    @Override
    public void close() {
        close.run();
    }
}
