package dev.weft.load.orders;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * Shoppers who do not give up: each order is sent again under the same key, to whichever gateway there is, until it has a final answer or
 * its patience ends. Broken connections, 5xx, 429 and 409 with Retry-After are no final answers.
 */
final class Shop {
    private final Vertx vertx;
    private final HttpClient client;
    private final IntSupplier ports;
    private final Duration patience;
    private final Random random;
    private final boolean hasty;
    private final ConcurrentLinkedQueue<Attempt.Ended> ended = new ConcurrentLinkedQueue<>();
    private final AtomicInteger underWay = new AtomicInteger();

    Shop(Vertx vertx, IntSupplier ports, Duration patience, long seed) {
        this(vertx, ports, patience, seed, false);
    }

    /** Shoppers who take 409 for an answer even where they are told to come again. */
    static Shop hasty(Vertx vertx, IntSupplier ports, Duration patience, long seed) {
        return new Shop(vertx, ports, patience, seed, true);
    }

    private Shop(Vertx vertx, IntSupplier ports, Duration patience, long seed, boolean hasty) {
        this.hasty = hasty;
        this.vertx = vertx;
        this.ports = ports;
        this.patience = patience;
        this.random = new Random(seed);
        client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout(1_000)
                        .setKeepAlive(true)
                        .setIdleTimeout(30),
                new PoolOptions().setHttp1MaxSize(256).setMaxWaitQueueSize(100_000));
    }

    /** Sends one order now. */
    void send(Attempt attempt) {
        underWay.incrementAndGet();
        attempt(attempt, System.nanoTime(), 1);
    }

    Iterable<Attempt.Ended> ended() {
        return ended;
    }

    int finished() {
        return ended.size();
    }

    int underWay() {
        return underWay.get();
    }

    private void attempt(Attempt attempt, long since, int tries) {
        int port = ports.getAsInt();
        RequestOptions options = new RequestOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI("/v1/orders")
                .setMethod(HttpMethod.POST)
                .setIdleTimeout(5_000)
                .putHeader("authorization", "Bearer " + attempt.token())
                .putHeader("content-type", "application/json")
                .putHeader("idempotency-key", "\"" + attempt.key() + "\"");
        client.request(options)
                .compose(request -> request.send(attempt.body()))
                .compose(response -> response.body().map(body -> new Reply(response, body)))
                .onComplete(
                        reply -> judge(attempt, since, tries, reply),
                        broken -> again(attempt, since, tries, 0, "", String.valueOf(broken.getMessage())));
    }

    private record Reply(HttpClientResponse head, Buffer body) {}

    private void judge(Attempt attempt, long since, int tries, Reply reply) {
        int status = reply.head().statusCode();
        String body = reply.body().toString();
        String length = reply.head().getHeader("content-length");
        if (length != null && !length.equals(Integer.toString(reply.body().length()))) {
            again(attempt, since, tries, 0, "", "cut off after " + reply.body().length() + " of " + length + " bytes");
        } else if (status == 201 || status == 202) {
            end(attempt, since, tries, Attempt.End.ACCEPTED, new JsonObject(body).getString("id"), status, body);
        } else if (status >= 500
                || status == 429
                || (status == 409 && !hasty && reply.head().getHeader("retry-after") != null)) {
            again(attempt, since, tries, status, String.valueOf(reply.head().getHeader("retry-after")), body);
        } else if (status == 409) {
            end(attempt, since, tries, Attempt.End.SOLD_OUT, "", status, body);
        } else {
            end(attempt, since, tries, Attempt.End.REFUSED, "", status, body);
        }
    }

    private void again(Attempt attempt, long since, int tries, int status, String retryAfter, String body) {
        if (System.nanoTime() - since > patience.toNanos()) {
            end(attempt, since, tries, Attempt.End.GIVEN_UP, "", status, body);
            return;
        }
        int wait = 50 + random.nextInt(250);
        if (status == 503 || status == 429) {
            wait += retryAfter.matches("[0-9]{1,2}") ? Integer.parseInt(retryAfter) * 500 : 500;
        }
        vertx.setTimer(wait, timer -> attempt(attempt, since, tries + 1));
    }

    private void end(Attempt attempt, long since, int tries, Attempt.End end, String id, int status, String body) {
        ended.add(new Attempt.Ended(attempt, end, id, status, tries, System.nanoTime() - since, body));
        underWay.decrementAndGet();
    }

    /** Sends {@code rate} orders a second for {@code length}, evenly; blocks meanwhile, then until all have ended. */
    void run(int rate, Duration length, java.util.function.IntFunction<Attempt> orders, Consumer<Duration> everySecond)
            throws InterruptedException {
        long start = System.nanoTime();
        int due = 0;
        long told = 0;
        while (System.nanoTime() - start < length.toNanos()) {
            long elapsed = System.nanoTime() - start;
            for (long wanted = elapsed * rate / 1_000_000_000L; due < wanted; due++) {
                send(orders.apply(due));
            }
            if (elapsed / 1_000_000_000L > told) {
                told = elapsed / 1_000_000_000L;
                everySecond.accept(Duration.ofSeconds(told));
            }
            Thread.sleep(1);
        }
        awaitAll();
    }

    void awaitAll() throws InterruptedException {
        while (underWay.get() > 0) {
            Thread.sleep(10);
        }
    }
}
