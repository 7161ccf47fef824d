package dev.weft.sandbox.sap;

import dev.weft.sandbox.data.Amounts;
import dev.weft.sandbox.data.Language;
import dev.weft.sandbox.data.Line;
import dev.weft.sandbox.data.Order;
import dev.weft.sandbox.data.OrderState;
import dev.weft.sandbox.data.World;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** {@code API_SALES_ORDER_SRV}: sales orders and their items. A part of SAP's many properties. */
final class OrderSets {

    private OrderSets() {}

    /** An item and the order it belongs to. */
    record Item(Order order, int position, Line line) {}

    static EntitySet<Order> orders(World world) {
        return EntitySet.of(
                "A_SalesOrder",
                "API_SALES_ORDER_SRV.A_SalesOrderType",
                List.of("SalesOrder"),
                List.of(
                        Property.string("SalesOrder", 10, Order::number),
                        Property.string("SalesOrderType", 4, row -> "OR"),
                        Property.string(
                                "SalesOrganization", 4, row -> row.site().salesOrganization()),
                        Property.string("DistributionChannel", 2, row -> "10"),
                        Property.string("OrganizationDivision", 2, row -> "00"),
                        Property.string("SoldToParty", 10, row -> row.shopper().soldToParty()),
                        Property.date("CreationDate", row -> row.placed().truncatedTo(ChronoUnit.DAYS)),
                        Property.string("CreatedByUser", 12, row -> "WEFT_GW"),
                        Property.date("LastChangeDate", row -> row.placed().truncatedTo(ChronoUnit.DAYS)),
                        Property.instant("LastChangeDateTime", Order::placed),
                        Property.string("PurchaseOrderByCustomer", 35, Order::reference),
                        Property.date("SalesOrderDate", row -> row.placed().truncatedTo(ChronoUnit.DAYS)),
                        Property.decimal("TotalNetAmount", row -> amount(row, row.total())),
                        Property.string(
                                "TransactionCurrency", 5, row -> row.site().currency()),
                        Property.date(
                                "RequestedDeliveryDate",
                                row -> row.placed().truncatedTo(ChronoUnit.DAYS).plus(3, ChronoUnit.DAYS)),
                        Property.blank("HeaderBillingBlockReason", 2),
                        Property.blank("DeliveryBlockReason", 2),
                        Property.string(
                                "OverallSDProcessStatus", 1, row -> row.state().process()),
                        Property.string(
                                "OverallTotalDeliveryStatus",
                                1,
                                row -> row.state().delivery()),
                        Property.string(
                                "OverallSDDocumentRejectionSts",
                                1,
                                row -> row.state().rejection())),
                filter -> rows(world, filter),
                Optional.of(new EntitySet.Navigation<Order, Item>("to_Item", items(world), true, OrderSets::itemsOf)));
    }

    static EntitySet<Item> items(World world) {
        return EntitySet.of(
                "A_SalesOrderItem",
                "API_SALES_ORDER_SRV.A_SalesOrderItemType",
                List.of("SalesOrder", "SalesOrderItem"),
                List.of(
                        Property.string("SalesOrder", 10, row -> row.order().number()),
                        Property.string("SalesOrderItem", 6, row -> Integer.toString(row.position() * 10)),
                        Property.string("SalesOrderItemCategory", 4, row -> "TAN"),
                        Property.string("SalesOrderItemText", 40, row -> text(world, row)),
                        Property.string(
                                "Material", 40, row -> row.line().variant().material()),
                        Property.decimal(
                                "RequestedQuantity",
                                row -> Integer.toString(row.line().quantity())),
                        Property.string("RequestedQuantityUnit", 3, row -> "PC"),
                        Property.string(
                                "TransactionCurrency",
                                5,
                                row -> row.order().site().currency()),
                        Property.decimal(
                                "NetAmount",
                                row -> amount(row.order(), row.line().amount())),
                        Property.string(
                                "ProductionPlant",
                                4,
                                row -> row.order().site().plants().get(0).code()),
                        Property.string(
                                "SalesDocumentRjcnReason",
                                2,
                                row -> row.order().state() == OrderState.CANCELLED ? "50" : ""),
                        Property.string(
                                "SDProcessStatus", 1, row -> row.order().state().process()),
                        Property.string("DeliveryStatus", 1, OrderSets::delivery)),
                filter -> filter.allowed("SalesOrder")
                        .map(numbers ->
                                numbers.stream().sorted().flatMap(number -> world.orders().byNumber(number).stream()))
                        .orElseGet(() -> everyOrder(world))
                        .flatMap(order -> itemsOf(order).stream()),
                Optional.empty());
    }

    private static Stream<Order> rows(World world, Filter<Order> filter) {
        Optional<Stream<Order>> byParty = filter.allowed("SoldToParty")
                .map(parties -> parties.stream()
                        .sorted()
                        .flatMap(party -> world.shoppers().bySoldToParty(party).stream())
                        .flatMap(shopper -> world.orders().of(shopper).stream()));
        Optional<Stream<Order>> byNumber = filter.allowed("SalesOrder")
                .map(numbers -> numbers.stream().sorted().flatMap(it -> world.orders().byNumber(it).stream()));
        Optional<Stream<Order>> byReference = filter.allowed("PurchaseOrderByCustomer")
                .map(references -> references.stream().sorted().flatMap(it -> world.orders().byReference(it).stream()));
        return byParty.or(() -> byNumber).or(() -> byReference).orElseGet(() -> everyOrder(world));
    }

    private static Stream<Order> everyOrder(World world) {
        return IntStream.rangeClosed(1, world.shoppers().count())
                .mapToObj(number -> world.shoppers().number(number).orElseThrow())
                .flatMap(shopper -> world.orders().of(shopper).stream());
    }

    private static List<Item> itemsOf(Order order) {
        return IntStream.range(0, order.lines().size())
                .mapToObj(index -> new Item(order, index + 1, order.lines().get(index)))
                .toList();
    }

    /** Of a part-shipped order the first item is delivered and the rest is not. */
    private static String delivery(Item item) {
        if (item.order().state() != OrderState.PART_SHIPPED) {
            return item.order().state().delivery();
        }
        return item.position() == 1 ? "C" : "A";
    }

    private static String text(World world, Item item) {
        String name = world.catalogue().masterOf(item.line().variant()).name().in(Language.ENGLISH);
        return name.substring(0, Math.min(40, name.length()));
    }

    private static String amount(Order order, long minor) {
        return Amounts.decimal(minor, order.site().digits()).toPlainString();
    }
}
