package dev.weft.load.orders;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Orders sent one at a time, each once, while the store is away: what they are answered, and how soon. For the leading thread. */
final class Refusals {
    private final HttpClient client;
    private final int port;
    private final Drafts drafts;
    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private final List<String> accepted = new ArrayList<>();
    private int withoutRetryAfter;
    private double slowest;
    private int number = 1_000_000;

    Refusals(Vertx vertx, int port, Drafts drafts) {
        this.client = vertx.createHttpClient();
        this.port = port;
        this.drafts = drafts;
    }

    /** Sends five a second for that long. */
    void watch(Duration length) throws InterruptedException {
        long until = System.nanoTime() + length.toNanos();
        while (System.nanoTime() < until) {
            long start = System.nanoTime();
            Reply reply = send();
            slowest = Math.max(slowest, (System.nanoTime() - start) / 1e6);
            statuses.merge(reply.status(), 1, Integer::sum);
            if (reply.status() == 503 && reply.retryAfter().isEmpty()) {
                withoutRetryAfter++;
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    /** Seconds from {@code since} until an order is accepted again; -1 where that takes longer than {@code limit}. */
    double untilAccepted(Duration limit, long since) throws InterruptedException {
        while (System.nanoTime() - since < limit.toNanos()) {
            int status = send().status();
            if (status == 201 || status == 202) {
                return Math.round((System.nanoTime() - since) / 1e7) / 100.0;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return -1;
    }

    private record Reply(int status, String retryAfter) {}

    private Reply send() {
        Attempt attempt = drafts.spread(number++);
        RequestOptions options = new RequestOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI("/v1/orders")
                .setMethod(HttpMethod.POST)
                .setIdleTimeout(10_000)
                .putHeader("authorization", "Bearer " + attempt.token())
                .putHeader("content-type", "application/json")
                .putHeader("idempotency-key", "\"" + attempt.key() + "\"");
        return client.request(options)
                .compose(request -> request.send(attempt.body()))
                .compose(head -> head.body().map(body -> {
                    if (head.statusCode() == 201 || head.statusCode() == 202) {
                        accepted.add(new JsonObject(body).getString("id"));
                    }
                    String wait = head.getHeader("retry-after");
                    return new Reply(head.statusCode(), wait == null ? "" : wait);
                }))
                .recover(broken -> io.vertx.core.Future.succeededFuture(new Reply(0, "")))
                .await();
    }

    List<String> accepted() {
        return accepted;
    }

    boolean proper() {
        return withoutRetryAfter == 0 && statuses.keySet().equals(java.util.Set.of(503));
    }

    long slowestMillis() {
        return Math.round(slowest);
    }

    JsonObject json() {
        JsonObject json =
                new JsonObject().put("slowestMillis", slowestMillis()).put("withoutRetryAfter", withoutRetryAfter);
        statuses.forEach((status, count) -> json.put(Integer.toString(status), count));
        return json;
    }
}
