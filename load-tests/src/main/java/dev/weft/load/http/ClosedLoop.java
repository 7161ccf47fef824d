package dev.weft.load.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** Load in a closed loop: every connection sends its next request when the answer to its last has come. */
public final class ClosedLoop {
    private final Vertx vertx;
    private final int port;

    public ClosedLoop(Vertx vertx, int port) {
        this.vertx = vertx;
        this.port = port;
    }

    /**
     * How much to ask.
     *
     * @param connections how many connections, each with one request at a time
     * @param requests how many requests over all of them
     * @param cap when to stop even if some are not sent yet
     */
    public record Amount(int connections, int requests, Duration cap) {}

    /**
     * What came back.
     *
     * @param answers answers of 2xx
     * @param others other answers and broken connections
     * @param took from the first request to the last answer
     * @param latencies how long the answers of 2xx took
     */
    public record Outcome(int answers, int others, Duration took, Latencies latencies) {
        public double perSecond() {
            return answers * 1e9 / Math.max(1, took.toNanos());
        }
    }

    /** Asks {@code request} of 0, 1, 2 ... and waits for the end. */
    public Outcome run(Amount amount, IntFunction<Buffer> request) throws InterruptedException {
        Run run = new Run(amount, request);
        NetClient client = vertx.createNetClient(new NetClientOptions().setTcpNoDelay(true));
        for (int i = 0; i < amount.connections(); i++) {
            vertx.runOnContext(v -> run.connect(client, port));
        }
        long start = System.nanoTime();
        if (!run.open.await(amount.cap().toMillis() + 10_000, TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("no end after " + amount.cap());
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        client.close();
        return new Outcome(run.good.get(), run.other.get(), took, run.latencies);
    }

    private static final class Run implements Connection.Owner {
        private final Amount amount;
        private final IntFunction<Buffer> request;
        private final AtomicInteger sent = new AtomicInteger();
        private final AtomicInteger good = new AtomicInteger();
        private final AtomicInteger other = new AtomicInteger();
        private final Latencies latencies = new Latencies();
        private final CountDownLatch open;
        private final long until;

        Run(Amount amount, IntFunction<Buffer> request) {
            this.amount = amount;
            this.request = request;
            this.open = new CountDownLatch(amount.connections());
            this.until = System.nanoTime() + amount.cap().toNanos();
        }

        void connect(NetClient client, int port) {
            client.connect(port, "127.0.0.1")
                    .onSuccess(socket -> next(new Connection(socket, this)))
                    .onFailure(e -> stopped());
        }

        void next(Connection connection) {
            int number = sent.getAndIncrement();
            if (number >= amount.requests() || System.nanoTime() > until || !connection.usable()) {
                connection.close();
                stopped();
            } else {
                connection.send(request.apply(number));
            }
        }

        @Override
        public void answered(Connection connection, int status) {
            if (Tally.good(status)) {
                latencies.add(System.nanoTime() - connection.sent());
                good.incrementAndGet();
                next(connection);
            } else {
                other.incrementAndGet();
                if (status == 0) {
                    stopped();
                } else {
                    next(connection);
                }
            }
        }

        @Override
        public void gone(Connection connection) {
            stopped();
        }

        private void stopped() {
            open.countDown();
        }
    }
}
