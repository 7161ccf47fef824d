package dev.weft.sandbox.sap;

import dev.weft.sandbox.books.Booking;
import dev.weft.sandbox.books.OrderBook;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What orders were told beyond goods and amounts: the ship-to party's address in the document, and header texts. */
final class PartnerSets {
    private final OrderBook book;

    PartnerSets(OrderBook book) {
        this.book = book;
    }

    EntitySet<Booking> addresses() {
        List<Property<Booking>> properties = new ArrayList<>();
        properties.add(Property.string("SalesOrder", 10, Booking::number));
        properties.add(Property.string(PartnerEntry.FUNCTION, 2, told(PartnerEntry.FUNCTION)));
        properties.add(Property.blank("AddressRepresentationCode", 1));
        PartnerEntry.ADDRESS.forEach((name, longest) -> properties.add(Property.string(name, longest, told(name))));
        return EntitySet.of(
                "A_SalesOrderPartnerAddress",
                "API_SALES_ORDER_SRV.A_SalesOrderPartnerAddressType",
                List.of("SalesOrder", PartnerEntry.FUNCTION, "AddressRepresentationCode"),
                properties,
                filter -> orders(filter).filter(order -> order.told().containsKey(PartnerEntry.FUNCTION)),
                Optional.empty());
    }

    /** A text and the order it belongs to. */
    record Text(Booking order, String id) {}

    EntitySet<Text> texts() {
        return EntitySet.of(
                "A_SalesOrderText",
                "API_SALES_ORDER_SRV.A_SalesOrderTextType",
                List.of("SalesOrder", "Language", "LongTextID"),
                List.of(
                        Property.string("SalesOrder", 10, text -> text.order().number()),
                        Property.string("Language", 2, text -> "EN"),
                        Property.string("LongTextID", 4, Text::id),
                        Property.string(
                                "LongText",
                                0,
                                text -> told(PartnerEntry.TEXT + text.id()).apply(text.order()))),
                filter -> orders(filter).flatMap(PartnerSets::textsOf),
                Optional.empty());
    }

    private static Stream<Text> textsOf(Booking order) {
        return order.told().keySet().stream()
                .filter(name -> name.startsWith(PartnerEntry.TEXT))
                .sorted()
                .map(name -> new Text(order, name.substring(PartnerEntry.TEXT.length())));
    }

    private static Function<Booking, Object> told(String name) {
        return order -> order.told().getOrDefault(name, "");
    }

    private Stream<Booking> orders(Filter<?> filter) {
        return filter.allowed("SalesOrder")
                .map(numbers -> numbers.stream().sorted().flatMap(number -> book.byNumber(number).stream()))
                .orElseGet(book::all);
    }
}
