package dev.weft.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The routes of a face: one for each of its families, whatever the method and whatever follows the organisation. Immutable. */
final class FaceRoutes {
    /** What follows a family's prefix. */
    private static final String BELOW = "/organizations/";

    /** A face's route says of itself that it has every method. */
    static final String ANY_METHOD = "*";

    /** What pages in browsers may ask with. */
    static final List<String> METHODS = List.of("DELETE", "GET", "HEAD", "PATCH", "POST", "PUT");

    private final Map<String, Route> byPrefix = new HashMap<>();

    FaceRoutes(Optional<Face> face, Answers answers, Proxies proxies) {
        face.ifPresent(served -> {
            for (Face.Family family : served.families()) {
                Route route = new Route(
                        ANY_METHOD,
                        family.prefix(),
                        Route.Access.ANYONE,
                        "face",
                        family.priority(),
                        exchange -> served.serve(family, new Passage(exchange, answers, proxies)));
                byPrefix.put(family.prefix(), route);
            }
        });
    }

    /** The route of a path; empty where it is no path of the face. */
    Optional<Route> find(String path) {
        int end = 0;
        for (int segment = 0; segment < 3; segment++) {
            end = path.indexOf('/', end + 1);
            if (end < 0) {
                return Optional.empty();
            }
        }
        return path.startsWith(BELOW, end)
                ? Optional.ofNullable(byPrefix.get(path.substring(0, end)))
                : Optional.empty();
    }
}
