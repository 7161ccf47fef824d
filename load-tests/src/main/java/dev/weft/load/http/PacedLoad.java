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
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Load at a fixed rate: requests fall due by the clock, and one that finds no idle connection waits for one. A request's time counts from
 * when it was due, so a server that stalls is not flattered.
 */
public final class PacedLoad {
    private static final int LOOPS = 2;

    private final Vertx vertx;
    private final int port;
    private final Supplier<Buffer> requests;
    private final Latencies latencies = new Latencies();
    private final AtomicIntegerArray statuses = new AtomicIntegerArray(600);
    private final AtomicLong sent = new AtomicLong();

    /** {@code requests} is asked from two threads. */
    public PacedLoad(Vertx vertx, int port, Supplier<Buffer> requests) {
        this.vertx = vertx;
        this.port = port;
        this.requests = requests;
    }

    /** Starts asking {@code perSecond} times a second over {@code connections}; ends after {@code length}. */
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

    public Latencies latencies() {
        return latencies;
    }

    /** How many answers had {@code status}; 0 stands for broken connections. */
    public int answers(int status) {
        return statuses.get(status);
    }

    public long sent() {
        return sent.get();
    }

    private final class Loop extends VerticleBase {
        private final double perSecond;
        private final int connections;
        private final Duration length;
        private final Runnable ended;
        private final ArrayDeque<Connection> idle = new ArrayDeque<>();
        private final ArrayDeque<Long> waiting = new ArrayDeque<>();
        private final Map<Connection, Long> due = new IdentityHashMap<>();
        private final long start = System.nanoTime();
        private long fallen;

        Loop(double perSecond, int connections, Duration length, Runnable ended) {
            this.perSecond = perSecond;
            this.connections = connections;
            this.length = length;
            this.ended = ended;
        }

        @Override
        public Future<?> start() {
            NetClient client = vertx.createNetClient(new NetClientOptions().setTcpNoDelay(true));
            for (int i = 0; i < connections; i++) {
                connect(client);
            }
            vertx.setPeriodic(1, timer -> tick(timer, client));
            return Future.succeededFuture();
        }

        private void connect(NetClient client) {
            client.connect(port, "127.0.0.1")
                    .onSuccess(socket -> free(new Connection(socket, (connection, status) -> {
                        Long since = due.remove(connection);
                        statuses.incrementAndGet(status);
                        latencies.add(System.nanoTime() - (since == null ? System.nanoTime() : since));
                        if (status == 0) {
                            connect(client);
                        } else {
                            free(connection);
                        }
                    })));
        }

        private void tick(long timer, NetClient client) {
            long elapsed = System.nanoTime() - start;
            if (elapsed > length.toNanos()) {
                vertx.cancelTimer(timer);
                vertx.setTimer(1_000, last -> {
                    client.close();
                    ended.run();
                });
                return;
            }
            long wanted = (long) (elapsed / 1e9 * perSecond);
            for (; fallen < wanted; fallen++) {
                long at = start + (long) (fallen * 1e9 / perSecond);
                Connection connection = idle.poll();
                if (connection == null) {
                    waiting.add(at);
                } else {
                    send(connection, at);
                }
            }
        }

        private void free(Connection connection) {
            Long at = waiting.poll();
            if (at == null) {
                idle.push(connection);
            } else {
                send(connection, at);
            }
        }

        private void send(Connection connection, long at) {
            due.put(connection, at);
            sent.incrementAndGet();
            connection.send(requests.get());
        }
    }
}
