package dev.weft.backend.scapi;

import dev.weft.backend.client.BackendClient;
import dev.weft.backend.client.BackendRequest;
import dev.weft.backend.client.BackendResponse;
import dev.weft.backend.client.JsonReader;
import dev.weft.backend.client.Refusal;
import dev.weft.kernel.Aged;
import dev.weft.kernel.Failed;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Shopper;
import dev.weft.kernel.Ticker;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What all Shopper API answers share: one question per shopper with that shopper's token, and problem+json where it is refused. */
final class ScapiAnswers {
    private ScapiAnswers() {}

    /**
     * Asks for each shopper with the shopper's own token, all at once. A shopper commerce does not know (404), or about whom {@code shape}
     * finds nothing, is absent.
     */
    static <T> Future<Map<Shopper, Aged<T>>> perShopper(
            BackendClient client,
            Ticker ticker,
            Set<Shopper> shoppers,
            Function<Shopper, BackendRequest> question,
            JsonReader.Shape<Optional<T>> shape,
            RequestContext context) {
        List<Shopper> asked = List.copyOf(shoppers);
        List<Future<Optional<T>>> answers = new ArrayList<>(asked.size());
        for (Shopper shopper : asked) {
            BackendRequest request =
                    question.apply(shopper).withHeader("authorization", "Bearer " + shopper.accessToken());
            answers.add(client.send(request, context)
                    .map(answer -> answer.status() == 404 ? Optional.<T>empty() : read(client, answer, shape)));
        }
        return Future.all(answers).map(done -> {
            long now = ticker.nanos();
            Map<Shopper, Aged<T>> found = new HashMap<>(asked.size() * 2);
            for (int i = 0; i < asked.size(); i++) {
                Shopper shopper = asked.get(i);
                done.<Optional<T>>resultAt(i).ifPresent(value -> found.put(shopper, Aged.fresh(value, now)));
            }
            return found;
        });
    }

    /** A good answer in the given shape; throws {@link Failed} for every other. */
    static <T> T read(BackendClient client, BackendResponse answer, JsonReader.Shape<T> shape) {
        if (!answer.ok()) {
            throw Refusal.of(client.name(), answer.status(), problemType(client.name(), answer.body()));
        }
        return JsonReader.read(client.name(), answer.body(), shape);
    }

    /** The last word of the problem's type, for example {@code product-not-found}: title and detail may hold what was sent. */
    private static String problemType(String source, byte[] body) {
        try {
            String type = JsonReader.read(source, body, ScapiAnswers::readType);
            return type.substring(type.lastIndexOf('/') + 1);
        } catch (Failed anotherShape) {
            return "";
        }
    }

    private static String readType(JsonReader in) throws IOException {
        String type = "";
        in.enterObject();
        while (in.nextMember()) {
            if (in.member().equals("type")) {
                type = in.textOrEmpty();
            } else {
                in.skip();
            }
        }
        return type;
    }
}
