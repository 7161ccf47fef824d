package dev.weft.sandbox.scapi;

import dev.weft.sandbox.wire.Call;
import dev.weft.sandbox.wire.Operation;
import dev.weft.sandbox.wire.Reply;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The table of what is answered: API, method and path below the organisation. Filled once, then only read. */
final class Routes {

    /** Where the path below the organisation starts. */
    static final int RESOURCE = 5;

    private final Map<String, List<Route>> families = new HashMap<>();
    private final Function<Function<Call, Reply>, Function<Call, Reply>> dress;
    private final Operation wrongMethod;

    /** A parameter in a pattern is a part in braces. */
    private record Route(HttpMethod method, List<String> pattern, Operation operation) {

        boolean fits(Call call) {
            if (call.segments().size() != RESOURCE + pattern.size()) {
                return false;
            }
            for (int i = 0; i < pattern.size(); i++) {
                String part = pattern.get(i);
                if (part.charAt(0) == '{'
                        ? call.segment(RESOURCE + i).isEmpty()
                        : !part.equals(call.segment(RESOURCE + i))) {
                    return false;
                }
            }
            return true;
        }
    }

    /** @param dress what is done to every answer on its way out */
    Routes(Function<Function<Call, Reply>, Function<Call, Reply>> dress) {
        this.dress = dress;
        this.wrongMethod = new Operation(
                "unknown",
                dress.apply(call -> Problems.of(
                        405, "method-not-allowed", "Method Not Allowed", "The path does not know this method.")));
    }

    /** Adds one operation; the order of adding is the order of looking. */
    Routes add(String family, String method, String path, String name, Function<Call, Reply> answer) {
        families.computeIfAbsent(family, key -> new ArrayList<>())
                .add(new Route(
                        HttpMethod.valueOf(method),
                        List.of(path.split("/")),
                        new Operation(name, dress.apply(answer))));
        return this;
    }

    Optional<Operation> find(Call call) {
        String family = call.segment(0) + "/" + call.segment(1) + "/" + call.segment(2);
        boolean known = false;
        for (Route route : families.getOrDefault(family, List.of())) {
            if (route.fits(call)) {
                if (route.method().equals(call.method())) {
                    return Optional.of(route.operation());
                }
                known = true;
            }
        }
        return known ? Optional.of(wrongMethod) : Optional.empty();
    }
}
