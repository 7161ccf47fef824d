package dev.weft.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the route of a path with at most two look-ups, however many routes there are: first the whole path, then the path without its
 * last segment. Routes match exactly: no trailing slash, no suffix, no letter case.
 */
final class RouteTable {
    private final Map<String, Map<String, Route>> exact = new HashMap<>();
    private final Map<String, Map<String, Route>> byPrefix = new HashMap<>();
    private final List<Route> all;

    RouteTable(List<Route> routes) {
        all = List.copyOf(routes);
        for (Route route : routes) {
            Map<String, Map<String, Route>> table = route.hasParameter() ? byPrefix : exact;
            Map<String, Route> methods = table.computeIfAbsent(route.fixedPart(), p -> new HashMap<>());
            if (methods.put(route.method(), route) != null) {
                throw new IllegalArgumentException(
                        "routes: " + route.method() + " " + route.template() + " stands twice");
            }
        }
    }

    List<Route> all() {
        return all;
    }

    /**
     * The outcome of a look-up.
     *
     * @param route the route, if path and method match
     * @param allowed the methods of that path; empty when no route has it
     */
    record Match(Optional<Route> route, String parameter, List<String> allowed) {
        static final Match NONE = new Match(Optional.empty(), "", List.of());
    }

    Match find(String method, String path) {
        Map<String, Route> methods = exact.get(path);
        String parameter = "";
        if (methods == null) {
            int slash = path.lastIndexOf('/');
            methods = slash < 0 || slash == path.length() - 1 ? null : byPrefix.get(path.substring(0, slash + 1));
            if (methods == null) {
                return Match.NONE;
            }
            String raw = path.substring(slash + 1).replace("+", "%2B"); // in a path, plus is just plus
            parameter = Query.decode(raw, 0, raw.length());
        }
        Route route = methods.get(method);
        if (route == null && method.equals("HEAD")) {
            route = methods.get("GET");
        }
        return new Match(
                Optional.ofNullable(route),
                parameter,
                route == null ? methods.keySet().stream().sorted().toList() : List.of());
    }
}
