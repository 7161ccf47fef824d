package dev.weft.load.http;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * Load at a fixed rate: requests fall due by the clock, whatever becomes of those before, and one that finds no idle connection waits for
 * one. A request's time counts from when it was due, so a server that stalls is not flattered. One that has no answer when its patience is
 * over is given up and its connection closed, so nothing piles up here without bound.
 */
public final class PacedLoad {
    /** What stands in the place of a status where there was none. */
    public static final int BROKEN = 0;

    public static final int GIVEN_UP = 1;
    public static final int NEVER_SENT = 2;

    private static final int LOOPS = 2;
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final IntSupplier ports;
    private final Supplier<Shot> shots;
    private final Observer observer;
    private final Duration patience;
    private final AtomicLong sent = new AtomicLong();
    private final Tally own = new Tally(1);

    /** Told how each request ended: its status or one of the three above, when it was due, and how long that is ago. */
    @FunctionalInterface
    public interface Observer {
        void observed(int kind, int status, long dueNanos, long nanos);
    }

    /** {@code requests} is asked from two threads. */
    public PacedLoad(Vertx vertx, int port, Supplier<Buffer> requests) {
        this.vertx = vertx;
        this.ports = () -> port;
        this.shots = () -> new Shot(0, requests.get());
        this.observer = own;
        this.patience = LONG;
    }

    /** {@code shots} is asked, and {@code observer} told, from two threads. */
    public PacedLoad(Vertx vertx, int port, Supplier<Shot> shots, Observer observer, Duration patience) {
        this(vertx, () -> port, shots, observer, patience);
    }

    /** The same where each new connection goes to the port that {@code ports} names at that time. */
    public PacedLoad(Vertx vertx, IntSupplier ports, Supplier<Shot> shots, Observer observer, Duration patience) {
        this.vertx = vertx;
        this.ports = ports;
        this.shots = shots;
        this.observer = observer;
        this.patience = patience;
    }

    /** How a status, or what stands in its place, is called in reports. */
    public static String name(int status) {
        return switch (status) {
            case BROKEN -> "broken";
            case GIVEN_UP -> "givenUp";
            case NEVER_SENT -> "neverSent";
            default -> Integer.toString(status);
        };
    }

    /**
     * Starts asking {@code perSecond} times a second once {@code connections} are open or refused; ends after {@code length} and the last
     * answers.
     */
    public Future<Void> run(int perSecond, int connections, Duration length) {
        Promise<Void> done = Promise.promise();
        AtomicLong running = new AtomicLong(LOOPS);
        return vertx.deployVerticle(
                        () -> new Loop(perSecond / (double) LOOPS, connections / LOOPS, length, () -> {
                            if (running.decrementAndGet() == 0) {
                                done.complete();
                            }
                        }),
                        new DeploymentOptions().setInstances(LOOPS))
                .compose(id -> done.future().compose(v -> vertx.undeploy(id)));
    }

    /** Of all kinds, where no observer was given. */
    public Latencies latencies() {
        return own.latencies(0);
    }

    /** How many answers had {@code status}, where no observer was given; 0 stands for broken connections. */
    public int answers(int status) {
        return own.count(0, status);
    }

    public long sent() {
        return sent.get();
    }

    private static final class Flight {
        private final Shot shot;
        private final long due;
        private final Connection connection;
        private boolean landed;

        Flight(Shot shot, long due, Connection connection) {
            this.shot = shot;
            this.due = due;
            this.connection = connection;
        }
    }

    private final class Loop extends VerticleBase implements Connection.Owner {
        private final double perSecond;
        private final int connections;
        private final Duration length;
        private final Runnable ended;
        private final ArrayDeque<Connection> idle = new ArrayDeque<>();
        private final ArrayDeque<Long> waiting = new ArrayDeque<>();
        private final ArrayDeque<Flight> flights = new ArrayDeque<>();
        private final Map<Connection, Flight> under = new IdentityHashMap<>();
        private final NetClient client;
        private long start = System.nanoTime();
        private long fallen;

        Loop(double perSecond, int connections, Duration length, Runnable ended) {
            this.perSecond = perSecond;
            this.connections = connections;
            this.length = length;
            this.ended = ended;
            this.client = PacedLoad.this.vertx.createNetClient(
                    new NetClientOptions().setTcpNoDelay(true).setConnectTimeout(2_000));
        }

        @Override
        public Future<?> start() {
            List<Future<?>> connected = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                connected.add(connect());
            }
            return Future.join(connected).transform(settled -> {
                start = System.nanoTime();
                vertx.setPeriodic(1, this::tick);
                return Future.succeededFuture();
            });
        }

        private Future<?> connect() {
            return client.connect(ports.getAsInt(), "127.0.0.1")
                    .onSuccess(socket -> free(new Connection(socket, this)))
                    .onFailure(refused -> vertx.setTimer(20, again -> connectUnlessOver()));
        }

        private void connectUnlessOver() {
            if (System.nanoTime() - start < length.toNanos()) {
                connect();
            }
        }

        private void tick(long timer) {
            long now = System.nanoTime();
            giveUp(now);
            long elapsed = Math.min(now - start, length.toNanos());
            long wanted = (long) (elapsed / 1e9 * perSecond);
            for (; fallen < wanted; fallen++) {
                long due = start + (long) (fallen * 1e9 / perSecond);
                Connection connection = idle.poll();
                if (connection == null) {
                    waiting.add(due);
                } else {
                    send(connection, due);
                }
            }
            if (now - start > length.toNanos() && flights.isEmpty() && waiting.isEmpty()) {
                vertx.cancelTimer(timer);
                client.close().onComplete(closed -> ended.run());
            }
        }

        private void giveUp(long now) {
            long oldest = now - patience.toNanos();
            while (!waiting.isEmpty() && waiting.peek() < oldest) {
                observer.observed(shots.get().kind(), NEVER_SENT, waiting.peek(), now - waiting.poll());
            }
            while (!flights.isEmpty() && (flights.peek().landed || flights.peek().due < oldest)) {
                Flight flight = flights.poll();
                if (!flight.landed) {
                    under.remove(flight.connection);
                    flight.connection.close();
                    observer.observed(flight.shot.kind(), GIVEN_UP, flight.due, now - flight.due);
                    connect();
                }
            }
        }

        private void free(Connection connection) {
            if (!connection.usable()) {
                connectUnlessOver();
                return;
            }
            Long due = waiting.poll();
            if (due == null) {
                idle.push(connection);
            } else {
                send(connection, due);
            }
        }

        private void send(Connection connection, long due) {
            Flight flight = new Flight(shots.get(), due, connection);
            under.put(connection, flight);
            flights.add(flight);
            sent.incrementAndGet();
            connection.send(flight.shot.bytes());
        }

        @Override
        public void answered(Connection connection, int status) {
            Flight flight = under.remove(connection);
            if (flight != null) {
                flight.landed = true;
                observer.observed(flight.shot.kind(), status, flight.due, System.nanoTime() - flight.due);
            }
            free(connection);
        }

        @Override
        public void gone(Connection connection) {
            idle.remove(connection);
            connectUnlessOver();
        }
    }
}
