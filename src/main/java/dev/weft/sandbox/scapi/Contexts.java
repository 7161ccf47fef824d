package dev.weft.sandbox.scapi;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weft.sandbox.data.Site;
import dev.weft.sandbox.wire.Reply;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Shopper contexts by shopper agent id. Only the very shopper's token reaches one. The last 50,000 are remembered. */
final class Contexts {

    private static final Set<String> FIELDS = Set.of(
            "effectiveDateTime",
            "sourceCode",
            "customerGroupIds",
            "customQualifiers",
            "assignmentQualifiers",
            "clientIp",
            "geoLocation",
            "couponCodes");

    private final Map<Key, JsonObject> contexts =
            Caffeine.newBuilder().maximumSize(50_000).<Key, JsonObject>build().asMap();

    private record Key(Site site, String usid) {}

    Reply get(Asked asked) {
        return Optional.ofNullable(contexts.get(key(asked))).map(Contexts::json).orElseGet(() -> unknown(asked));
    }

    /** Replaces the context; 201 if there was none. */
    Reply put(Asked asked) {
        JsonObject before = contexts.put(key(asked), kept(asked.body()));
        return Reply.empty(before == null ? 201 : 200);
    }

    Reply patch(Asked asked) {
        JsonObject change = kept(asked.body());
        return json(contexts.merge(
                key(asked), change, (before, more) -> before.copy().mergeIn(more)));
    }

    Reply delete(Asked asked) {
        return contexts.remove(key(asked)) == null ? unknown(asked) : Reply.empty(204);
    }

    private static Key key(Asked asked) {
        if (!asked.path(1).equals(asked.claims().who().usid())) {
            throw new Refused(Problems.forbidden("The token belongs to another shopper."));
        }
        return new Key(asked.site(), asked.path(1));
    }

    private static JsonObject kept(JsonObject body) {
        for (String field : body.fieldNames()) {
            if (!FIELDS.contains(field)) {
                throw Problems.refusal("A shopper context has no '" + field + "'.");
            }
        }
        return Documents.kept(body, FIELDS);
    }

    private static Reply unknown(Asked asked) {
        return Problems.notFound("shopper-context", "There is no shopper context of '" + asked.path(1) + "'.");
    }

    private static Reply json(JsonObject json) {
        return Reply.json(200, json.toBuffer().getBytes());
    }
}
