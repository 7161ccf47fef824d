package dev.weft.backend.sap;

import dev.weft.backend.client.JsonReader;
import dev.weft.backend.odata.ODataFilter;
import dev.weft.backend.odata.ODataQuery;
import dev.weft.kernel.Failure;
import dev.weft.kernel.RequestContext;
import dev.weft.outbox.AfterSend;
import dev.weft.outbox.Outcome;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Cancels a sales order by rejecting its items, one after the other, each if it is still the one that was read. Version 2 has no call for
 * a whole order. Nothing is rejected where any item is being worked on already; an attempt that stopped half-way is taken up by the next,
 * because rejected items are passed over. Where the rest is being worked on by then, an operator has to look: the attempt is repeated, and
 * in the end set aside.
 */
final class SapCancel {
    private static final String NOT_YET = "A";

    private final String source;
    private final SapDocuments orders;
    private final String reason;
    private final ODataQuery query;

    SapCancel(String source, SapDocuments orders, String reason) {
        this.source = source;
        this.orders = orders;
        this.reason = reason;
        this.query = orders.query("A_SalesOrderItem")
                .select("SalesOrder", "SalesOrderItem", "SalesDocumentRjcnReason", "SDProcessStatus");
    }

    private record Row(String item, String rejection, String process, String etag) {}

    Future<Outcome> cancel(String number, RequestContext context) {
        List<Row> rows = new ArrayList<>();
        return orders.rows(query.filter(ODataFilter.eq("SalesOrder", number)), in -> row(in, rows), context)
                .transform(read -> read.failed()
                        ? Future.succeededFuture(AfterSend.notSent(read.cause(), source))
                        : reject(number, rows, context));
    }

    private Future<Outcome> reject(String number, List<Row> rows, RequestContext context) {
        if (rows.isEmpty()) {
            return Future.succeededFuture(AfterSend.absent(source));
        }
        List<Row> open = rows.stream().filter(row -> row.rejection().isEmpty()).toList();
        boolean begun = rows.stream().anyMatch(row -> row.rejection().equals(reason));
        if (open.stream().anyMatch(row -> !row.process().equals(NOT_YET))) {
            return Future.succeededFuture(begun ? half() : AfterSend.rejected("too_late"));
        }
        Future<Outcome> done = Future.succeededFuture(AfterSend.applied(number));
        for (Row row : open) {
            boolean after = begun || row != open.get(0);
            done = done.compose(before -> before instanceof Outcome.Applied
                    ? reject(number, row, context)
                            .map(outcome -> after && outcome instanceof Outcome.Rejected ? half() : outcome)
                    : Future.succeededFuture(before));
        }
        return done;
    }

    /** Some items are out, and it is too late for the rest: neither cancelled nor as it was. */
    private Outcome half() {
        return new Outcome.NotApplied(
                Failure.of(Failure.Reason.REFUSED, source, "half_cancelled: the rest is being worked on"), false);
    }

    private Future<Outcome> reject(String number, Row row, RequestContext context) {
        return orders.change(
                "A_SalesOrderItem(SalesOrder='" + number + "',SalesOrderItem='" + row.item() + "')",
                new JsonObject().put("SalesDocumentRjcnReason", reason),
                row.etag().isEmpty() ? "*" : row.etag(),
                number,
                context);
    }

    private static void row(JsonReader in, List<Row> rows) throws IOException {
        String item = "";
        String rejection = "";
        String process = "";
        String etag = "";
        in.enterObject();
        while (in.nextMember()) {
            switch (in.member()) {
                case "SalesOrderItem" -> item = in.text();
                case "SalesDocumentRjcnReason" -> rejection = in.textOrEmpty();
                case "SDProcessStatus" -> process = in.textOrEmpty();
                case "__metadata" -> etag = etag(in);
                default -> in.skip();
            }
        }
        if (!item.matches("[0-9]{1,6}")) {
            throw in.malformed("SalesOrderItem");
        }
        rows.add(new Row(item, rejection, process, etag));
    }

    private static String etag(JsonReader in) throws IOException {
        String etag = "";
        in.enterObject();
        while (in.nextMember()) {
            if (in.member().equals("etag")) {
                etag = in.textOrEmpty();
            } else {
                in.skip();
            }
        }
        return etag;
    }
}
