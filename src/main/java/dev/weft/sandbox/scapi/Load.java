package dev.weft.sandbox.scapi;

import dev.weft.sandbox.wire.Call;
import dev.weft.sandbox.wire.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * How busy commerce says it is, in {@code sfdc_load} and {@code sfdc_load_status} of every answer; and the correlation id,
 * the caller's or a new one. Thread-safe.
 *
 * <p>From 80 it warns, from 90 it says it throttles, and at 100 it sheds: everything but checkout and SLAS is 503, with the
 * status header and without the load.
 */
final class Load {

    private static final int FULL = 100;

    private final AtomicInteger percent = new AtomicInteger(12);

    void set(int value) {
        if (value < 0 || value > FULL) {
            throw new IllegalArgumentException("load is " + value + ", expected 0 to 100");
        }
        percent.set(value);
    }

    /** The answer with the headers, or the refusal of an overloaded server. */
    Function<Call, Reply> dress(Function<Call, Reply> answer) {
        return call -> {
            int load = percent.get();
            boolean shed = load == FULL && !isSpared(call);
            Reply reply = shed ? Problems.overloaded() : answer.apply(call);
            List<Map.Entry<String, String>> headers = new ArrayList<>(reply.headers());
            if (!shed) {
                headers.add(Map.entry("sfdc_load", Integer.toString(load)));
            }
            if (load >= 80) {
                headers.add(Map.entry("sfdc_load_status", load >= 90 ? "THROTTLE" : "WARN"));
            }
            headers.add(Map.entry(
                    "correlationID",
                    call.header("correlation-id")
                            .orElseGet(() -> UUID.randomUUID().toString())));
            return new Reply(reply.status(), headers, reply.body(), reply.delayMs());
        };
    }

    private static boolean isSpared(Call call) {
        return call.segment(0).equals("checkout") || call.segment(1).equals("auth");
    }
}
