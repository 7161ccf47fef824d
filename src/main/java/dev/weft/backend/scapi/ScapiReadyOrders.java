package dev.weft.backend.scapi;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weft.backend.client.BackendClient;
import dev.weft.backend.client.BackendRequest;
import dev.weft.backend.client.BackendResponse;
import dev.weft.backend.client.Refusal;
import dev.weft.backend.client.UrlText;
import dev.weft.kernel.Failed;
import dev.weft.kernel.Failure;
import dev.weft.kernel.RequestContext;
import dev.weft.order.CommerceOrders;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The orders that commerce holds ready for export, by the Orders API, which wants a token of Account Manager as {@link ScapiExport} does. An
 * order that was cancelled, failed or replaced keeps its export status there, and is none of them: such orders pile up, so the newest come
 * first.
 */
public final class ScapiReadyOrders implements CommerceOrders {
    private static final int PAGE = 50;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final BackendClient client;
    private final ScapiSettings settings;
    private final ScapiOrderDocument documents;
    private final String orders;

    public ScapiReadyOrders(BackendClient client, ScapiSettings settings, ScapiOrderDocument documents) {
        this.client = client;
        this.settings = settings;
        this.documents = documents;
        this.orders = settings.path("/checkout/orders/v1") + "/orders";
    }

    @Override
    public Future<Page> ready(String site, int offset, RequestContext context) {
        @Nullable String theirs = settings.sites().get(site);
        if (theirs == null) {
            return Future.succeededFuture(new Page(List.of(), 0, 0));
        }
        return client.send(
                        BackendRequest.get(
                                "readyOrders",
                                orders + "?siteId=" + UrlText.segment(theirs)
                                        + "&exportStatus=ready&sortBy=creation_date&sortOrder=desc&limit=" + PAGE
                                        + "&offset=" + offset),
                        context)
                .map(this::page);
    }

    private Page page(BackendResponse answer) {
        if (!answer.ok()) {
            throw Refusal.of(client.name(), answer.status(), "");
        }
        JsonNode tree;
        try {
            tree = JSON.readTree(answer.body());
        } catch (IOException noJson) {
            throw Failure.of(Failure.Reason.BAD_ANSWER, client.name(), "no JSON")
                    .asException();
        }
        List<Ready> found = new ArrayList<>();
        for (JsonNode order : tree.path("data")) {
            if (!ScapiOrderDocument.isWithdrawn(order)) {
                found.add(read(order));
            }
        }
        return new Page(found, tree.path("data").size(), tree.path("total").asInt());
    }

    /** One that cannot be read keeps its place: the others are not to wait for it. */
    private Ready read(JsonNode order) {
        String number = order.path("orderNo").asText();
        try {
            return new Ready(number, Optional.of(documents.read(order)));
        } catch (Failed unreadable) {
            return new Ready(number, Optional.empty(), unreadable.failure().detail());
        }
    }
}
