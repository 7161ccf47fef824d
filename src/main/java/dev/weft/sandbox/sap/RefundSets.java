package dev.weft.sandbox.sap;

import dev.weft.sandbox.books.Refund;
import dev.weft.sandbox.books.RefundBook;
import dev.weft.sandbox.data.Amounts;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code API_CREDIT_MEMO_REQUEST_SRV} and {@code API_CUSTOMER_RETURN_SRV}, which differ in names: the document's own, its
 * type, and what a return's item says about the goods.
 */
final class RefundSets {

    private final RefundBook book;
    private final Refund.Kind kind;

    /** The document's name in properties and sets, for example {@code CustomerReturn}. */
    private final String name;

    private final String service;

    RefundSets(RefundBook book, Refund.Kind kind) {
        this.book = book;
        this.kind = kind;
        this.name = kind == Refund.Kind.CREDIT ? "CreditMemoRequest" : "CustomerReturn";
        this.service = kind == Refund.Kind.CREDIT ? Services.CREDITS : Services.RETURNS;
    }

    /** An item and the document it belongs to. */
    record Item(Refund refund, Refund.Row row) {}

    String setName() {
        return "A_" + name;
    }

    EntitySet<Refund> documents() {
        List<Property<Refund>> properties = new ArrayList<>(List.of(
                Property.string(name, 10, Refund::number),
                Property.string(name + "Type", 4, refund -> kind == Refund.Kind.CREDIT ? "CR" : "CBAR"),
                Property.string("SalesOrganization", 4, refund -> refund.site().salesOrganization()),
                Property.string("DistributionChannel", 2, refund -> "10"),
                Property.string("OrganizationDivision", 2, refund -> "00"),
                Property.string("SoldToParty", 10, Refund::soldTo),
                Property.date("CreationDate", refund -> refund.created().truncatedTo(ChronoUnit.DAYS)),
                Property.instant("LastChangeDateTime", Refund::created),
                Property.string("PurchaseOrderByCustomer", 35, Refund::reference),
                Property.decimal("TotalNetAmount", refund -> amount(refund, refund.total())),
                Property.string(
                        "TransactionCurrency", 5, refund -> refund.site().currency()),
                Property.string("ReferenceSDDocument", 10, Refund::order),
                Property.string("OverallSDProcessStatus", 1, refund -> "A"),
                Property.string("OverallSDDocumentRejectionSts", 1, refund -> refund.rejected() ? "C" : "A")));
        if (kind == Refund.Kind.RETURN) {
            properties.add(Property.string("RetsMgmtProcessingStatus", 1, refund -> "1"));
        }
        return EntitySet.of(
                setName(),
                service + "." + setName() + "Type",
                List.of(name),
                properties,
                this::rows,
                Optional.of(new EntitySet.Navigation<Refund, Item>("to_Item", items(), true, RefundSets::itemsOf)));
    }

    EntitySet<Item> items() {
        return EntitySet.of(
                setName() + "Item",
                service + "." + setName() + "ItemType",
                List.of(name, name + "Item"),
                List.of(
                        Property.string(name, 10, item -> item.refund().number()),
                        Property.string(
                                name + "Item",
                                6,
                                item -> Integer.toString(item.row().position() * 10)),
                        Property.string("Material", 40, item -> item.row().material()),
                        Property.decimal(
                                "RequestedQuantity",
                                item -> Integer.toString(item.row().quantity())),
                        Property.string("RequestedQuantityUnit", 3, item -> "PC"),
                        Property.string(
                                "TransactionCurrency",
                                5,
                                item -> item.refund().site().currency()),
                        Property.decimal(
                                "NetAmount",
                                item -> amount(item.refund(), item.row().amount())),
                        Property.string(
                                "ReferenceSDDocument", 10, item -> item.refund().order()),
                        Property.string(
                                "SalesDocumentRjcnReason",
                                2,
                                item -> item.refund().rejected() ? "50" : ""),
                        Property.string("ReferenceSDDocumentItem", 6, RefundSets::orderItem)),
                filter -> documentsOf(filter)
                        .filter(refund -> refund.kind() == kind)
                        .flatMap(refund -> itemsOf(refund).stream()),
                Optional.empty());
    }

    private Stream<Refund> rows(Filter<Refund> filter) {
        Optional<Stream<Refund>> byReference = filter.allowed("PurchaseOrderByCustomer")
                .map(references -> references.stream().sorted().flatMap(book::byReference));
        Optional<Stream<Refund>> byNumber = filter.allowed(name)
                .map(numbers -> numbers.stream().sorted().flatMap(it -> book.byNumber(it).stream()));
        Optional<Stream<Refund>> byOrder = filter.allowed("ReferenceSDDocument")
                .map(numbers -> numbers.stream().sorted().flatMap(book::byOrder));
        return byReference
                .or(() -> byNumber)
                .or(() -> byOrder)
                .orElseGet(book::all)
                .filter(refund -> refund.kind() == kind);
    }

    private Stream<Refund> documentsOf(Filter<Item> filter) {
        Optional<Stream<Refund>> byNumber = filter.allowed(name)
                .map(numbers -> numbers.stream().sorted().flatMap(it -> book.byNumber(it).stream()));
        Optional<Stream<Refund>> byOrder = filter.allowed("ReferenceSDDocument")
                .map(numbers -> numbers.stream().sorted().flatMap(book::byOrder));
        return byNumber.or(() -> byOrder).orElseGet(book::all);
    }

    private static List<Item> itemsOf(Refund refund) {
        return refund.rows().stream().map(row -> new Item(refund, row)).toList();
    }

    private static String orderItem(Item item) {
        return item.row().orderRow() == 0 ? "" : Integer.toString(item.row().orderRow() * 10);
    }

    private static String amount(Refund refund, long minor) {
        return Amounts.decimal(minor, refund.site().digits()).toPlainString();
    }
}
