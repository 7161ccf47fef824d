package dev.weft.order;

import dev.weft.kernel.RequestContext;
import dev.weft.outbox.Outcome;
import io.vertx.core.Future;
import java.time.Duration;

/** Port: the commerce system is told how far the hand-over of one of its orders is. Setting the same state twice is harmless. */
public interface ExportSink {
    Future<Outcome> export(Order order, boolean exported, RequestContext context);

    Duration lag();
}
