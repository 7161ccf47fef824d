package dev.weft.backend.client;

import dev.weft.kernel.Deadline;
import dev.weft.kernel.Failure;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Ticker;
import dev.weft.kernel.TraceContext;
import io.vertx.core.Future;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** Asks one configured address a question in a form, and reads a small answer. No redirects, a size cap, a time limit. */
public final class FormQuestion {
    private static final String FORM = "application/x-www-form-urlencoded";

    private final BackendClient client;
    private final String operation;
    private final String target;
    private final Duration budget;
    private final Ticker ticker;

    public FormQuestion(BackendClient client, String operation, String target, Duration budget, Ticker ticker) {
        this.client = client;
        this.operation = operation;
        this.target = target;
        this.budget = budget;
        this.ticker = ticker;
    }

    /** The body of a 2xx; everything else fails. */
    public Future<byte[]> ask(Map<String, String> form) {
        RequestContext context =
                new RequestContext(operation, TraceContext.create(false), Deadline.after(budget, ticker));
        String body = form.entrySet().stream()
                .map(field -> encoded(field.getKey()) + '=' + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return client.send(
                        BackendRequest.readingPost(operation, target, FORM, body.getBytes(StandardCharsets.US_ASCII)),
                        context)
                .compose(response -> response.ok()
                        ? Future.succeededFuture(response.body())
                        : Future.failedFuture(
                                Failure.of(Failure.Reason.REFUSED, client.name(), "HTTP " + response.status())
                                        .asException()));
    }

    /** As forms have it, and as RFC 6749 wants ids and secrets before they become Basic credentials. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
