package dev.weft.sandbox.sap;

import dev.weft.sandbox.books.Booking;
import dev.weft.sandbox.books.OrderBook;
import dev.weft.sandbox.books.OrderBook.Rejection;
import dev.weft.sandbox.data.Digits;
import dev.weft.sandbox.wire.Call;
import dev.weft.sandbox.wire.Reply;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Changes of sales orders: rejecting an item with a reason, and deleting an order nobody has worked on. Both need {@code
 * If-Match} with the entity's ETag, or {@code *}.
 */
final class Changes {

    private static final Pattern ITEM =
            Pattern.compile("A_SalesOrderItem\\(SalesOrder='([0-9]{1,10})',SalesOrderItem='([0-9]{1,6})'\\)");
    private static final Pattern ORDER = Pattern.compile("A_SalesOrder\\('([0-9]{1,10})'\\)");
    private static final Map<String, Integer> WRITABLE = Map.of("SalesDocumentRjcnReason", 2);

    private final OrderBook book;
    private final EntitySet<Booking> orders;
    private final EntitySet<OrderSets.Item> items;

    Changes(OrderBook book, EntitySet<Booking> orders, EntitySet<OrderSets.Item> items) {
        this.book = book;
        this.orders = orders;
        this.items = items;
    }

    /** PATCH, or MERGE as version 2 of the protocol calls it. */
    Reply patch(String resource, Call call) {
        Matcher key = ITEM.matcher(resource);
        if (!key.matches()) {
            throw ODataRefusal.of(405, "/IWFND/CM_MGW_RT/022", "Only items of sales orders can be changed");
        }
        Entered entered = new Entered(
                "API_SALES_ORDER_SRV.A_SalesOrderItemType", Entered.parse(call.body()), WRITABLE, List.of());
        String reason = entered.required("SalesDocumentRjcnReason");
        if (!reason.equals("50")) {
            throw ODataRefusal.business("V1/316", "Reason for rejection " + reason + " is not defined");
        }
        Booking order = order(key.group(1));
        int position = Integer.parseInt(key.group(2)) / 10;
        OrderSets.Item item = OrderSets.itemsOf(order).stream()
                .filter(it -> it.row().position() == position)
                .findFirst()
                .orElseThrow(() -> ODataRefusal.notFound("Resource not found for segment 'A_SalesOrderItemType'"));
        match(call, items.etag(item).orElse(""));
        return outcome(book.reject(order.number(), position), order.number());
    }

    Reply delete(String resource, Call call) {
        Matcher key = ORDER.matcher(resource);
        if (!key.matches()) {
            throw ODataRefusal.of(405, "/IWFND/CM_MGW_RT/022", "Only sales orders can be deleted");
        }
        Booking order = order(key.group(1));
        match(call, orders.etag(order).orElse(""));
        return outcome(book.delete(order.number()), order.number());
    }

    private Booking order(String number) {
        return book.byNumber(Digits.padded(Long.parseLong(number), 10))
                .orElseThrow(() -> ODataRefusal.notFound("Resource not found for segment 'A_SalesOrderType'"));
    }

    private static void match(Call call, String etag) {
        String sent = call.header("If-Match")
                .orElseThrow(() -> ODataRefusal.of(
                        428, "/IWFND/CM_MGW/122", "Data changed; precondition required: If-Match is missing"));
        if (!sent.equals("*") && !sent.equals(etag)) {
            throw ODataRefusal.of(412, "/IWFND/CM_MGW/123", "Precondition failed: the entity was changed meanwhile");
        }
    }

    private static Reply outcome(Rejection rejection, String number) {
        return switch (rejection) {
            case DONE -> Reply.empty(204);
            case TOO_LATE ->
                throw ODataRefusal.business(
                        "V1/849", "Subsequent documents exist for " + number + "; no change possible");
            case UNKNOWN ->
                throw ODataRefusal.business(
                        "V1/302", "Sales document " + number + " is archived and cannot be changed");
        };
    }
}
