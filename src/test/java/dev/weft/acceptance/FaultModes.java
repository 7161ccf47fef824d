package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.sandbox.fault.ErrorKind;
import dev.weft.sandbox.fault.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Every way in which the sandbox can have a system fail, from its own enumerations: one it learns later is here, or this fails. */
final class FaultModes {
    /** What says more of a fault that is one already. */
    private static final Set<String> PARTICULARS =
            Set.of("operation", "error", "errors", "errorRate", "lateMs", "retryAfterSeconds");

    /** One of each kind that is not in {@link ErrorKind}. */
    private static final Map<String, String> OTHERS = Map.of(
            "offline", "true",
            "limitExceeded", "true",
            "latency", "{'kind':'fixed','ms':5000}",
            "expireTokens", "true",
            "staleCsrf", "true",
            "searchLagMs", "2000",
            "duplicates", "'refused'");

    private FaultModes() {}

    /**
     * A way to fail.
     *
     * @param json for the control plane
     * @param denies whether a read that meets it gets no answer that is of use
     */
    record Mode(String name, String json, boolean denies) {}

    static List<Mode> all() {
        Set<String> known = new TreeSet<>(PARTICULARS);
        known.addAll(OTHERS.keySet());
        assertThat(known).as("each key of a fault is tried, or belongs to one").isEqualTo(new TreeSet<>(Fault.keys()));
        List<Mode> modes = new ArrayList<>();
        for (ErrorKind kind : ErrorKind.values()) {
            boolean denies = kind != ErrorKind.INSUFFICIENT_POINTS;
            modes.add(new Mode(kind.word(), "{'error':'" + kind.word() + "','errorRate':1.0}", denies));
        }
        for (String key : new TreeSet<>(OTHERS.keySet())) {
            boolean denies = Set.of("offline", "limitExceeded", "latency").contains(key);
            modes.add(new Mode(key, "{'" + key + "':" + OTHERS.get(key) + "}", denies));
        }
        return modes;
    }
}
