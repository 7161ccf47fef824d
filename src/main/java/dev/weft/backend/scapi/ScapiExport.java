package dev.weft.backend.scapi;

import dev.weft.backend.client.BackendClient;
import dev.weft.backend.client.BackendRequest;
import dev.weft.backend.client.BackendResponse;
import dev.weft.backend.client.Refusal;
import dev.weft.backend.client.UrlText;
import dev.weft.kernel.Failure;
import dev.weft.kernel.RequestContext;
import dev.weft.order.ExportSink;
import dev.weft.order.Order;
import dev.weft.outbox.AfterSend;
import dev.weft.outbox.Outcome;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells commerce how far the hand-over of one of its orders is, by the Orders API. That API wants a token of Account Manager and none of
 * SLAS, so its backend is another than the shopper's. The same state may be set again.
 */
public final class ScapiExport implements ExportSink {
    private final BackendClient client;
    private final ScapiSettings settings;
    private final String orders;

    public ScapiExport(BackendClient client, ScapiSettings settings) {
        this.client = client;
        this.settings = settings;
        this.orders = settings.path("/checkout/orders/v1") + "/orders/";
    }

    @Override
    public Future<Outcome> export(Order order, boolean exported, RequestContext context) {
        Optional<String> number = order.origin().commerceOrder();
        String site = settings.sites().get(order.buyer().site());
        if (number.isEmpty() || site == null) {
            return Future.succeededFuture(AfterSend.rejected(site == null ? "site_not_served" : "no_commerce_order"));
        }
        String status = exported ? "exported" : "failed";
        BackendRequest request = new BackendRequest(
                "exportStatus",
                HttpMethod.PUT,
                orders + UrlText.segment(number.get()) + "/export-status?siteId=" + UrlText.segment(site),
                List.of(Map.entry("accept", "application/json")),
                Optional.of(new BackendRequest.Body(
                        "application/json",
                        new JsonObject().put("status", status).toBuffer().getBytes())),
                false);
        return client.send(request, context)
                .map(answer -> answer.ok() ? AfterSend.applied(status) : refused(answer))
                .otherwise(cause -> AfterSend.of(cause, client.name()));
    }

    private Outcome refused(BackendResponse answer) {
        Failure failure = Refusal.of(client.name(), answer.status(), "").failure();
        return answer.status() == 400 || answer.status() == 404
                ? AfterSend.rejected(failure.detail())
                : new Outcome.NotApplied(failure, false);
    }

    /** Nothing has to be waited for: setting the same state twice is harmless. */
    @Override
    public Duration lag() {
        return Duration.ZERO;
    }
}
