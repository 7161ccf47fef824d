package dev.weft.load.http;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;

/** Counts, by kind, what requests came to, and how long the good ones took. Safe from any thread. */
public final class Tally implements PacedLoad.Observer {
    private final AtomicIntegerArray[] ends;
    private final Latencies[] latencies;

    /** For kinds 0 to {@code kinds - 1}. */
    public Tally(int kinds) {
        ends = IntStream.range(0, kinds)
                .mapToObj(kind -> new AtomicIntegerArray(600))
                .toArray(AtomicIntegerArray[]::new);
        latencies = IntStream.range(0, kinds).mapToObj(kind -> new Latencies()).toArray(Latencies[]::new);
    }

    @Override
    public void observed(int kind, int status, long dueNanos, long nanos) {
        ends[kind].incrementAndGet(status);
        if (good(status)) {
            latencies[kind].add(nanos);
        }
    }

    /** True for what a shopper came for. */
    public static boolean good(int status) {
        return status >= 200 && status < 300;
    }

    /** How many of {@code kind} ended so; {@code status} may be one of {@link PacedLoad}'s own. */
    public int count(int kind, int status) {
        return ends[kind].get(status);
    }

    public int goodOf(int kind) {
        int sum = 0;
        for (int status = 200; status < 300; status++) {
            sum += ends[kind].get(status);
        }
        return sum;
    }

    public int all(int kind) {
        int sum = 0;
        for (int status = 0; status < 600; status++) {
            sum += ends[kind].get(status);
        }
        return sum;
    }

    public double goodShare(int kind) {
        return goodOf(kind) / (double) Math.max(1, all(kind));
    }

    public Latencies latencies(int kind) {
        return latencies[kind];
    }

    /** All kinds' good ones. */
    public int goodOfAll() {
        return IntStream.range(0, ends.length).map(this::goodOf).sum();
    }

    public int all() {
        return IntStream.range(0, ends.length).map(this::all).sum();
    }

    /** How requests of {@code kind} ended, for a report. */
    public JsonObject json(int kind) {
        JsonObject json = new JsonObject();
        for (int status = 0; status < 600; status++) {
            if (ends[kind].get(status) > 0) {
                json.put(PacedLoad.name(status), ends[kind].get(status));
            }
        }
        if (goodOf(kind) > 0) {
            json.put("p50Millis", latencies[kind].millis(0.5)).put("p99Millis", latencies[kind].millis(0.99));
        }
        return json;
    }
}
