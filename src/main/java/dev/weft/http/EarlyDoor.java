package dev.weft.http;

import dev.weft.http.wire.Doorman;
import dev.weft.http.wire.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The door before the door: of what is asked with GET it knows the route, and so the priority, by the path alone. While nobody is turned
 * away it costs one comparison; then a refused request costs reading its bytes and writing prepared ones, and an admitted one is asked
 * again at the {@link Doorway}. A prepared refusal is without {@code Strict-Transport-Security}, since whether TLS is spoken in front of us is
 * not known yet; every other answer has it. Holds nothing mutable.
 */
final class EarlyDoor implements Doorman {
    private static final byte[] GET = "GET /".getBytes(StandardCharsets.US_ASCII);

    private final Doorway doorway;
    private final RouteTable routes;
    private final FaceRoutes face;
    private final Answers answers;

    EarlyDoor(Doorway doorway, RouteTable routes, FaceRoutes face, Answers answers) {
        this.doorway = doorway;
        this.routes = routes;
        this.face = face;
        this.answers = answers;
    }

    @Override
    public @Nullable Refusal refusal(byte[] head, int length) {
        // A process that is leaving says so in every answer, which prepared ones do not.
        return doorway.pressed() && !answers.isLeaving()
                ? route(head, length).map(doorway::early).orElse(null)
                : null;
    }

    private Optional<Route> route(byte[] head, int length) {
        for (int i = 0; i < GET.length; i++) {
            if (head[i] != GET[i]) {
                return Optional.empty();
            }
        }
        int end = GET.length;
        while (end < length && head[end] != ' ' && head[end] != '?') {
            end++;
        }
        int from = GET.length - 1;
        String path = new String(head, from, end - from, StandardCharsets.ISO_8859_1);
        try {
            return routes.find("GET", path).route().or(() -> face.find(path));
        } catch (BadInput refusedLater) {
            return Optional.empty();
        }
    }
}
