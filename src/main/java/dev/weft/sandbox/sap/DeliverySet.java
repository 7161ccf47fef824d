package dev.weft.sandbox.sap;

import dev.weft.sandbox.books.Booking;
import dev.weft.sandbox.books.OrderBook;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * {@code API_OUTBOUND_DELIVERY_SRV}: of an order that has left, wholly or in part, one delivery with its carrier's number, and an item
 * for each row in it.
 */
final class DeliverySet {

    private DeliverySet() {}

    static EntitySet<OrderSets.Item> of(OrderBook book) {
        return EntitySet.of(
                "A_OutbDeliveryItem",
                "API_OUTBOUND_DELIVERY_SRV.A_OutbDeliveryItemType",
                List.of("DeliveryDocument", "DeliveryDocumentItem"),
                List.of(
                        Property.string("DeliveryDocument", 10, item -> document(item.order())),
                        Property.string("DeliveryDocumentItem", 6, OrderSets.Item::number),
                        Property.string(
                                "ReferenceSDDocument", 10, item -> item.order().number()),
                        Property.string("ReferenceSDDocumentItem", 6, OrderSets.Item::number),
                        Property.string("ReferenceSDDocumentCategory", 4, item -> "C"),
                        Property.string(
                                "Material", 40, item -> item.row().variant().material()),
                        Property.string("Plant", 4, item -> item.row().plant().code()),
                        Property.decimal(
                                "ActualDeliveryQuantity", item -> item.row().quantity() + ".000"),
                        Property.string("DeliveryQuantityUnit", 3, item -> "PC"),
                        Property.string("GoodsMovementStatus", 1, item -> "C")),
                filter -> rows(book, filter),
                Optional.empty());
    }

    static EntitySet<Booking> headers(OrderBook book) {
        return EntitySet.of(
                "A_OutbDeliveryHeader",
                "API_OUTBOUND_DELIVERY_SRV.A_OutbDeliveryHeaderType",
                List.of("DeliveryDocument"),
                List.of(
                        Property.string("DeliveryDocument", 10, DeliverySet::document),
                        Property.string("BillOfLading", 35, order -> "WT" + order.number()),
                        Property.string("OverallGoodsMovementStatus", 1, order -> "C")),
                filter -> left(book, filter),
                Optional.empty());
    }

    private static Stream<Booking> left(OrderBook book, Filter<Booking> filter) {
        return filter.allowed("DeliveryDocument")
                .map(documents -> documents.stream().sorted().flatMap(it -> orders(book, it)))
                .orElseGet(book::all)
                .filter(order -> OrderSets.itemsOf(order).stream().anyMatch(item -> order.delivered(item.row()) > 0));
    }

    private static Stream<OrderSets.Item> rows(OrderBook book, Filter<OrderSets.Item> filter) {
        Stream<Booking> orders = filter.allowed("ReferenceSDDocument")
                .map(numbers -> numbers.stream().sorted().flatMap(it -> book.byNumber(it).stream()))
                .orElseGet(book::all);
        return orders.flatMap(order -> OrderSets.itemsOf(order).stream())
                .filter(item -> item.order().delivered(item.row()) > 0);
    }

    /** A delivery has its order's number but for the first digit. */
    private static Stream<Booking> orders(OrderBook book, String document) {
        return document.matches("8[0-9]{9}")
                ? IntStream.rangeClosed(0, 9)
                        .boxed()
                        .flatMap(digit -> book.byNumber(digit + document.substring(1)).stream())
                : Stream.empty();
    }

    private static String document(Booking order) {
        return "8" + order.number().substring(1);
    }
}
