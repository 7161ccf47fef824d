package dev.weft.sandbox.fault;

import io.vertx.core.json.JsonObject;

/**
 * A fault as a command-line flag: {@code SYSTEM[.OPERATION]=FAULT}, for example {@code sap=offline}, {@code sap=latency:3000},
 * {@code crm=error:503:0.5} or {@code sap.orderCreate=applied-timeout:0.3,lost:0.1}.
 */
public record FaultFlag(String system, Fault fault) {

    private static final String EXPECTED = "expected SYSTEM[.OPERATION]=FAULT with a FAULT like latency:MS, offline,"
            + " limitExceeded, error:KIND[:RATE], KIND:RATE,KIND:RATE, late:MS, searchLag:MS or duplicates:refused";

    public static FaultFlag parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("fault is '" + text + "', " + EXPECTED);
        }
        String target = text.substring(0, equals);
        int dot = target.indexOf('.');
        JsonObject json = new JsonObject();
        if (dot > 0) {
            json.put("operation", target.substring(dot + 1));
        }
        try {
            for (String word : text.substring(equals + 1).split(",", -1)) {
                read(word.split(":", -1), json);
            }
            return new FaultFlag(dot > 0 ? target.substring(0, dot) : target, Fault.parse(json));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new IllegalArgumentException("fault is '" + text + "', " + EXPECTED, e);
        }
    }

    private static void read(String[] words, JsonObject json) {
        switch (words[0]) {
            case "latency" ->
                json.put("latency", new JsonObject().put("kind", "fixed").put("ms", Long.valueOf(words[1])));
            case "error" -> rate(json, words[1], words.length > 2 ? words[2] : "1");
            case "late" -> json.put("lateMs", Long.valueOf(words[1]));
            case "searchLag" -> json.put("searchLagMs", Long.valueOf(words[1]));
            case "duplicates" -> json.put("duplicates", words[1]);
            case "offline", "limitExceeded" -> json.put(words[0], true);
            case "blackhole" -> rate(json, ErrorKind.LOST.word(), "1");
            default -> rate(json, words[0], words[1]);
        }
    }

    private static void rate(JsonObject json, String kind, String rate) {
        JsonObject errors = json.getJsonObject("errors", new JsonObject());
        json.put("errors", errors.put(kind, Double.valueOf(rate)));
    }
}
