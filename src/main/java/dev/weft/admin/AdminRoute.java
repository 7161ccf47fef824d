package dev.weft.admin;

import io.vertx.core.Future;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One route of the operators' port.
 *
 * @param template the path; a segment in braces is a parameter
 * @param access who may use it
 * @param handler answers it on an event loop: what blocks goes to a worker
 */
public record AdminRoute(String method, String template, Access access, Handler handler) {

    /** Who may use a route, and whether the use is worth a line in the audit log. */
    public enum Access {
        /** Anyone who reaches the port: probes. */
        ANYONE,
        /** Operators; a reading that a machine repeats, so only refusals are told. */
        OPERATOR_READS,
        /** Operators; each use is told. */
        OPERATOR
    }

    /** Answers one call, now or later; a failed future is a bug and answers 500. */
    @FunctionalInterface
    public interface Handler {
        Future<AdminAnswer> handle(AdminCall call);
    }

    /** The parameters of {@code path} where it is this route's; each segment is at least one character. */
    Optional<Map<String, String>> match(String path) {
        String[] wanted = template.split("/", -1);
        String[] given = path.split("/", -1);
        if (wanted.length != given.length) {
            return Optional.empty();
        }
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i].startsWith("{") && !given[i].isEmpty()) {
                parameters.put(
                        wanted[i].substring(1, wanted[i].length() - 1),
                        URLDecoder.decode(given[i].replace("+", "%2B"), StandardCharsets.UTF_8));
            } else if (!wanted[i].equals(given[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(parameters);
    }
}
