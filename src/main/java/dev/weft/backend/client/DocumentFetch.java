package dev.weft.backend.client;

import dev.weft.kernel.Deadline;
import dev.weft.kernel.Failure;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Ticker;
import dev.weft.kernel.TraceContext;
import io.vertx.core.Future;
import java.time.Duration;

/**
 * Fetches one small document from one configured address, for example an issuer's key set. No redirects, a size cap, a time limit.
 */
public final class DocumentFetch {
    private final BackendClient client;
    private final String target;
    private final Duration budget;
    private final Ticker ticker;

    public DocumentFetch(BackendClient client, String target, Duration budget, Ticker ticker) {
        this.client = client;
        this.target = target;
        this.budget = budget;
        this.ticker = ticker;
    }

    public Future<byte[]> fetch() {
        RequestContext context =
                new RequestContext("document", TraceContext.create(false), Deadline.after(budget, ticker));
        return client.send(BackendRequest.get("document", target), context)
                .compose(response -> response.ok()
                        ? Future.succeededFuture(response.body())
                        : Future.failedFuture(
                                Failure.of(Failure.Reason.REFUSED, client.name(), "HTTP " + response.status())
                                        .asException()));
    }
}
