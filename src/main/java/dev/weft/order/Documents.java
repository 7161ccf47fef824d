package dev.weft.order;

import dev.weft.kernel.RequestContext;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an ERP has under one of our references and has not cancelled, held against how much there should be: one document of an order or a
 * refund; none of a refund given up, and of an order cancelled none but the very document that was cancelled, which may still be listed.
 *
 * @param live numbers, in their order
 */
record Documents(List<String> live, int most) {
    Documents {
        live = List.copyOf(live);
    }

    /** Asks for them. Fails where the ERP does not tell. */
    static Future<Documents> of(OrderSink erp, OrderRecord record, Optional<Refund> refund, RequestContext context) {
        if (refund.isPresent()) {
            int most = refund.get().state() == Refund.State.FAILED ? 0 : 1;
            return erp.liveRefunds(record.order(), refund.get(), context).map(live -> sorted(live, most));
        }
        boolean cancelled = record.stage() == OrderRecord.Stage.CANCELLED;
        return erp.liveOrders(record.order(), context).map(live -> {
            List<String> counted = new ArrayList<>(live);
            if (cancelled) {
                record.erpNumber().ifPresent(counted::remove);
            }
            return sorted(counted, cancelled ? 0 : 1);
        });
    }

    private static Documents sorted(List<String> live, int most) {
        return new Documents(live.stream().sorted().toList(), most);
    }

    boolean tooMany() {
        return live.size() > most;
    }

    /** For operators, for example {@code 2 documents where 1 should be: 4711, 4712}. */
    String told() {
        return live.size() + (live.size() == 1 ? " document" : " documents") + " where " + most + " should be: "
                + String.join(", ", live);
    }
}
