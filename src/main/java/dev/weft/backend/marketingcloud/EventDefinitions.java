package dev.weft.backend.marketingcloud;

import dev.weft.backend.client.BackendClient;
import dev.weft.backend.client.BackendRequest;
import dev.weft.backend.client.UrlText;
import dev.weft.kernel.RequestContext;
import io.vertx.core.Future;

/**
 * The entry events that Journey Builder has ({@code GET /interaction/v1/eventDefinitions/key:KEY}). A question that starts nothing and tells
 * nobody anything, and yet needs a token and the REST API: so a link can be proved with it.
 */
public final class EventDefinitions {
    private final BackendClient client;

    public EventDefinitions(BackendClient client) {
        this.client = client;
    }

    /** What was said of an event. */
    public enum Known {
        YES,
        NO,
        /** Our token is good, but may not read event definitions. */
        NOT_TOLD
    }

    /** Whether there is an event with this key. Fails with {@link dev.weft.kernel.Failed} where nobody could be asked. */
    public Future<Known> known(String key, RequestContext context) {
        String target = "/interaction/v1/eventDefinitions/key:" + UrlText.segment(key);
        return client.send(BackendRequest.get("eventDefinition", target), context)
                .map(answer -> {
                    if (answer.ok()) {
                        return Known.YES;
                    }
                    return switch (answer.status()) {
                        case 400, 404 -> Known.NO;
                        case 403 -> Known.NOT_TOLD;
                        default ->
                            throw CloudError.failure(client.name(), answer.status(), answer.body())
                                    .asException();
                    };
                });
    }
}
