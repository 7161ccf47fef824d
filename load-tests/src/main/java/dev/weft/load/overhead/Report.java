package dev.weft.load.overhead;

import dev.weft.load.process.ThreadTimes;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** Collects the rows of the table, prints them as they come, and writes them all as JSON. */
final class Report {
    private final JsonArray rows = new JsonArray();
    private final JsonObject settings;

    Report(JsonObject settings) {
        this.settings = settings;
        print("%-34s %12s %12s %12s %7s  %s", "path", "requests/s", "gateway us", "baseline us", "ratio", "budget");
    }

    void contest(String path, Contest.Outcome outcome, long calls, String budget) {
        double backendCalls = calls / (double) outcome.aRequests();
        print(
                "%-34s %12.0f %12.1f %12.1f %7.2f  %s   (rounds %.2f..%.2f; bare %.0f requests/s; %.2f backend calls a request)",
                path,
                outcome.aPerSecond(),
                outcome.aMicros(),
                outcome.bMicros(),
                outcome.ratio(),
                budget,
                min(outcome.ratios()),
                max(outcome.ratios()),
                outcome.bPerSecond(),
                backendCalls);
        print(
                "    event loops alone: ratio %.2f; by kind of thread: gateway %s, bare %s",
                outcome.loopRatio(),
                threads(outcome.aSpent()).encode(),
                threads(outcome.bSpent()).encode());
        rows.add(new JsonObject()
                .put("path", path)
                .put("loopRatio", outcome.loopRatio())
                .put("gatewayThreads", threads(outcome.aSpent()))
                .put("baselineThreads", threads(outcome.bSpent()))
                .put("requestsPerSecond", outcome.aPerSecond())
                .put("gatewayMicros", outcome.aMicros())
                .put("baselineMicros", outcome.bMicros())
                .put("ratio", outcome.ratio())
                .put("ratios", array(outcome.ratios()))
                .put("gatewayRounds", array(outcome.a()))
                .put("baselineRounds", array(outcome.b()))
                .put("baselineRequestsPerSecond", outcome.bPerSecond())
                .put("backendCallsPerRequest", backendCalls)
                .put("budget", budget));
    }

    /** Whether a row's ratio is what must hold; prints it, and it is written with the row. */
    boolean holds(double most) {
        JsonObject row = rows.getJsonObject(rows.size() - 1);
        boolean holds = row.getDouble("ratio") <= most;
        row.put("verdict", holds ? "ok" : "BROKEN");
        print("  %-6s %s: %.2f of at most %.2f", holds ? "ok" : "BROKEN", row.getString("path"), row.getDouble("ratio"), most);
        return holds;
    }

    void cost(String path, double micros, String budget) {
        print("%-34s %12s %12.1f %12s %7s  %s", path, "", micros, "", "", budget);
        rows.add(new JsonObject().put("path", path).put("gatewayMicros", micros).put("budget", budget));
    }

    void write(Path file) throws IOException {
        JsonObject all = new JsonObject()
                .put("at", Instant.now().toString())
                .put("processors", Runtime.getRuntime().availableProcessors())
                .put("java", System.getProperty("java.runtime.version"))
                .put("settings", settings)
                .put("rows", rows);
        Files.writeString(file, all.encodePrettily());
        print("written to %s", file);
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }

    private static JsonObject threads(Map<ThreadTimes.Kind, Double> spent) {
        JsonObject threads = new JsonObject();
        spent.forEach(
                (kind, micros) -> threads.put(kind.name().toLowerCase(Locale.ROOT), Math.round(micros * 10) / 10.0));
        return threads;
    }

    private static JsonArray array(double[] values) {
        JsonArray array = new JsonArray();
        for (double value : values) {
            array.add(value);
        }
        return array;
    }

    private static double min(double[] values) {
        return Arrays.stream(values).min().orElse(Double.NaN);
    }

    private static double max(double[] values) {
        return Arrays.stream(values).max().orElse(Double.NaN);
    }
}
