package dev.weft.sandbox.sap;

import dev.weft.sandbox.books.Booking;
import dev.weft.sandbox.books.OrderBook;
import dev.weft.sandbox.data.Amounts;
import dev.weft.sandbox.data.Language;
import dev.weft.sandbox.data.OrderState;
import dev.weft.sandbox.data.World;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code API_SALES_ORDER_SRV}: sales orders, their items and schedule lines. A part of SAP's many properties. */
final class OrderSets {

    private final World world;
    private final OrderBook book;

    OrderSets(World world, OrderBook book) {
        this.world = world;
        this.book = book;
    }

    /** An item and the order it belongs to. */
    record Item(Booking order, Booking.Row row) {

        String number() {
            return Integer.toString(row.position() * 10);
        }
    }

    EntitySet<Booking> orders() {
        return EntitySet.of(
                        "A_SalesOrder",
                        "API_SALES_ORDER_SRV.A_SalesOrderType",
                        List.of("SalesOrder"),
                        List.of(
                                Property.string("SalesOrder", 10, Booking::number),
                                Property.string("SalesOrderType", 4, row -> "OR"),
                                Property.string(
                                        "SalesOrganization",
                                        4,
                                        row -> row.site().salesOrganization()),
                                Property.string("DistributionChannel", 2, row -> "10"),
                                Property.string("OrganizationDivision", 2, row -> "00"),
                                Property.string("SoldToParty", 10, Booking::soldTo),
                                Property.date("CreationDate", row -> day(row.placed())),
                                Property.string("CreatedByUser", 12, row -> "WEFT_GW"),
                                Property.date("LastChangeDate", row -> day(row.changed())),
                                Property.instant("LastChangeDateTime", Booking::changed),
                                Property.string("PurchaseOrderByCustomer", 35, Booking::reference),
                                Property.date("SalesOrderDate", row -> day(row.placed())),
                                Property.decimal("TotalNetAmount", row -> amount(row, row.total())),
                                Property.string(
                                        "TransactionCurrency",
                                        5,
                                        row -> row.site().currency()),
                                Property.date("RequestedDeliveryDate", OrderSets::wanted),
                                Property.blank("HeaderBillingBlockReason", 2),
                                Property.blank("DeliveryBlockReason", 2),
                                Property.string(
                                        "OverallSDProcessStatus",
                                        1,
                                        row -> row.state().process()),
                                Property.string(
                                        "OverallTotalDeliveryStatus",
                                        1,
                                        row -> row.state().delivery()),
                                Property.string("OverallSDDocumentRejectionSts", 1, OrderSets::rejection)),
                        this::rows,
                        Optional.of(
                                new EntitySet.Navigation<Booking, Item>("to_Item", items(), true, OrderSets::itemsOf)))
                .versioned(Booking::changed);
    }

    EntitySet<Item> items() {
        return EntitySet.of(
                        "A_SalesOrderItem",
                        "API_SALES_ORDER_SRV.A_SalesOrderItemType",
                        List.of("SalesOrder", "SalesOrderItem"),
                        List.of(
                                Property.string(
                                        "SalesOrder", 10, item -> item.order().number()),
                                Property.string("SalesOrderItem", 6, Item::number),
                                Property.string("SalesOrderItemCategory", 4, item -> "TAN"),
                                Property.string("SalesOrderItemText", 40, this::text),
                                Property.string(
                                        "Material",
                                        40,
                                        item -> item.row().variant().material()),
                                Property.decimal(
                                        "RequestedQuantity",
                                        item -> Integer.toString(item.row().quantity())),
                                Property.string("RequestedQuantityUnit", 3, item -> "PC"),
                                Property.string(
                                        "TransactionCurrency",
                                        5,
                                        item -> item.order().site().currency()),
                                Property.decimal(
                                        "NetAmount",
                                        item -> amount(item.order(), item.row().amount())),
                                Property.string(
                                        "ProductionPlant",
                                        4,
                                        item -> item.row().plant().code()),
                                Property.string(
                                        "SalesDocumentRjcnReason",
                                        2,
                                        item -> item.row().rejected() ? "50" : ""),
                                Property.string("SDProcessStatus", 1, OrderSets::process),
                                Property.string("DeliveryStatus", 1, OrderSets::delivery)),
                        filter -> ordersOf(filter).flatMap(order -> itemsOf(order).stream()),
                        Optional.of(new EntitySet.Navigation<Item, Item>(
                                "to_ScheduleLine", scheduleLines(), true, List::of)))
                .versioned(item -> item.row().changed());
    }

    /** One per item, which is also its row here. */
    EntitySet<Item> scheduleLines() {
        return EntitySet.of(
                "A_SalesOrderScheduleLine",
                "API_SALES_ORDER_SRV.A_SalesOrderScheduleLineType",
                List.of("SalesOrder", "SalesOrderItem", "ScheduleLine"),
                List.of(
                        Property.string("SalesOrder", 10, item -> item.order().number()),
                        Property.string("SalesOrderItem", 6, Item::number),
                        Property.string("ScheduleLine", 4, item -> "1"),
                        Property.date("RequestedDeliveryDate", item -> wanted(item.order())),
                        Property.date("ConfirmedDeliveryDate", item -> wanted(item.order())),
                        Property.string("OrderQuantityUnit", 3, item -> "PC"),
                        Property.decimal(
                                "ScheduleLineOrderQuantity",
                                item -> Integer.toString(item.row().quantity())),
                        Property.decimal(
                                "ConfdOrderQtyByMatlAvailCheck",
                                item -> Integer.toString(
                                        item.row().rejected() ? 0 : item.row().confirmed())),
                        Property.decimal(
                                "DeliveredQtyInOrderQtyUnit",
                                item -> Integer.toString(item.order().delivered(item.row())))),
                filter -> ordersOf(filter).flatMap(order -> itemsOf(order).stream()),
                Optional.empty());
    }

    private Stream<Booking> rows(Filter<Booking> filter) {
        Optional<Stream<Booking>> byParty = filter.allowed("SoldToParty")
                .map(parties -> parties.stream().sorted().flatMap(book::bySoldTo));
        Optional<Stream<Booking>> byNumber = filter.allowed("SalesOrder")
                .map(numbers -> numbers.stream().sorted().flatMap(it -> book.byNumber(it).stream()));
        Optional<Stream<Booking>> byReference = filter.allowed("PurchaseOrderByCustomer")
                .map(references -> references.stream().sorted().flatMap(book::byReference));
        return byReference.or(() -> byNumber).or(() -> byParty).orElseGet(book::all);
    }

    private Stream<Booking> ordersOf(Filter<Item> filter) {
        return filter.allowed("SalesOrder")
                .map(numbers -> numbers.stream().sorted().flatMap(number -> book.byNumber(number).stream()))
                .orElseGet(book::all);
    }

    static List<Item> itemsOf(Booking order) {
        return order.rows().stream().map(row -> new Item(order, row)).toList();
    }

    private static String process(Item item) {
        return item.row().rejected() ? "C" : item.order().state().process();
    }

    /** Of a part-shipped order the first item is delivered and the rest is not. */
    private static String delivery(Item item) {
        if (item.row().rejected()) {
            return "";
        }
        if (item.order().state() != OrderState.PART_SHIPPED) {
            return item.order().state().delivery();
        }
        return item.row().position() == 1 ? "C" : "A";
    }

    private static String rejection(Booking order) {
        boolean some = order.rows().stream().anyMatch(Booking.Row::rejected);
        boolean all = order.rows().stream().allMatch(Booking.Row::rejected);
        return all ? "C" : some ? "B" : "A";
    }

    private static Instant day(Instant moment) {
        return moment.truncatedTo(ChronoUnit.DAYS);
    }

    private static Instant wanted(Booking order) {
        return day(order.placed()).plus(3, ChronoUnit.DAYS);
    }

    private String text(Item item) {
        String name = world.catalogue().masterOf(item.row().variant()).name().in(Language.ENGLISH);
        return name.substring(0, Math.min(40, name.length()));
    }

    private static String amount(Booking order, long minor) {
        return Amounts.decimal(minor, order.site().digits()).toPlainString();
    }
}
