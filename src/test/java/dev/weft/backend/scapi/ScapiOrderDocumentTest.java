package dev.weft.backend.scapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.kernel.Failed;
import dev.weft.order.AcceptedOrder;
import dev.weft.order.Books;
import dev.weft.order.Draft;
import dev.weft.order.DraftRules;
import dev.weft.order.InventoryLists;
import dev.weft.order.Payment;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read out of commerce's order, and of which it is none that could be handed over. */
class ScapiOrderDocumentTest {
    private static final ScapiOrderDocument DOCUMENTS = documents(Map.of());

    private static ScapiOrderDocument documents(Map<String, String> lists) {
        String ours = ScapiCatalogTest.SETTINGS.sites().keySet().iterator().next();
        return new ScapiOrderDocument(ScapiCatalogTest.SETTINGS, Map.of(), Map.of(ours, new InventoryLists(lists)));
    }

    private static AcceptedOrder read(String status, String payments) {
        String order = """
                {"orderNo":"W1","siteId":"RefArch","currency":"EUR","orderTotal":100.00,"taxation":"gross",
                 "status":"%s","exportStatus":"ready","customerInfo":{"customerId":"c","email":"ada@example.com"},
                 "productItems":[{"productId":"10000231","quantity":2,"basePrice":50.00,"price":100.00}],
                 "shipments":[{"shippingMethod":{"id":"standard"},
                  "shippingAddress":{"address1":"Hafenstr. 1","city":"Hamburg","countryCode":"DE"}}],
                 "paymentInstruments":[%s]}""".formatted(status, payments);
        return DOCUMENTS.read(order.getBytes(StandardCharsets.UTF_8));
    }

    /** Two lines, of the lists named; in a shipment that is fetched from a store where {@code fetched}. */
    private static AcceptedOrder from(ScapiOrderDocument documents, String first, String second, boolean fetched) {
        String order = """
                {"orderNo":"W1","siteId":"RefArch","currency":"EUR","orderTotal":100.00,"taxation":"gross",
                 "status":"new","exportStatus":"ready","customerInfo":{"customerId":"c","email":"ada@example.com"},
                 "productItems":[
                  {"productId":"10000231","quantity":1,"basePrice":50.00,"price":50.00%s},
                  {"productId":"10000232","quantity":1,"basePrice":50.00,"price":50.00%s}],
                 "shipments":[{"shippingMethod":{"id":"standard"}%s,
                  "shippingAddress":{"address1":"Hafenstr. 1","city":"Hamburg","countryCode":"DE"}}],
                 "paymentInstruments":[%s]}""".formatted(
                        list(first), list(second), fetched ? ",\"c_fromStoreId\":\"hh1\"" : "", card("a", "100.00"));
        return documents.read(order.getBytes(StandardCharsets.UTF_8));
    }

    private static String list(String id) {
        return id.isEmpty() ? "" : ",\"inventoryId\":\"" + id + "\"";
    }

    @Test
    void aLineOfAStoresListComesFromThatStoresPlace() {
        ScapiOrderDocument documents = documents(Map.of("own", "*", "store_hh1", "hamburg", "store_ly1", "lyon"));
        assertThat(from(documents, "own", "store_ly1", false).places()).isEqualTo(Map.of(2, "lyon"));
        assertThat(from(documents, "store_hh1", "", true).places()).isEqualTo(Map.of(1, "hamburg"));
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void ofAListThatStandsForNoPlaceItIsNone(boolean fetched) {
        ScapiOrderDocument documents = documents(Map.of("own", "*", "store_hh1", "hamburg"));
        assertThatThrownBy(() -> from(documents, "store_hh1", "store_le1", fetched))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.failure().detail()).contains("'store_le1'"));
    }

    @Test
    void whereTheSitesOwnListIsNotNamedAnyOtherIsItUnlessTheGoodsAreFetched() {
        ScapiOrderDocument documents = documents(Map.of("store_hh1", "hamburg"));
        assertThat(from(documents, "own", "store_hh1", false).places()).isEqualTo(Map.of(2, "hamburg"));
        assertThatThrownBy(() -> from(documents, "own", "store_hh1", true))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.failure().detail()).contains("'own'"));
    }

    /** Three units at 33.33, on which the order as a whole puts a euro: what commerce captured is in the books to the last cent. */
    @Test
    void aSurchargeOnTheOrderIsADiscountBelowZeroAndAddsUp() {
        String order = """
                {"orderNo":"W1","siteId":"RefArch","currency":"EUR","orderTotal":100.99,"taxation":"gross",
                 "status":"new","exportStatus":"ready","customerInfo":{"customerId":"c","email":"ada@example.com"},
                 "productItems":[{"productId":"10000231","quantity":3,"basePrice":33.33,"price":99.99,
                  "priceAfterItemDiscount":99.99,"priceAfterOrderDiscount":100.99}],
                 "shipments":[{"shippingMethod":{"id":"standard"},
                  "shippingAddress":{"address1":"Hafenstr. 1","city":"Hamburg","countryCode":"DE"}}],
                 "paymentInstruments":[%s]}""".formatted(card("a", "100.99"));
        Draft draft = DOCUMENTS.read(order.getBytes(StandardCharsets.UTF_8)).draft();
        assertThat(draft.basket().discount()).isEqualTo(-100);
        assertThat(DraftRules.faults(draft)).isEmpty();
        assertThat(Books.of(draft.basket(), draft.payment(), 0).total()).isEqualTo(10_099);
    }

    private static String card(String id, String amount) {
        return "{\"paymentInstrumentId\":\"" + id + "\",\"paymentMethodId\":\"CREDIT_CARD\""
                + (amount.equals("-") ? "" : ",\"amount\":" + amount) + "}";
    }

    private static Payment paid(String a, String b) {
        return read("new", card("a", a) + "," + card("b", b)).draft().payment();
    }

    @ParameterizedTest
    @CsvSource({"60.00, 40.00", "60.00, -", "-, 40.00", "-, -"})
    void anOrderOfSeveralPaymentsIsNone(String a, String b) {
        assertThatThrownBy(() -> paid(a, b))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.failure().detail()).contains("several payments"));
    }

    @ParameterizedTest
    @CsvSource({"100.00, 0.00, a", "0.00, 100.00, b", "-, 100.00, b", "0, -, b"})
    void oneThatPaysItAllIsThePayment(String a, String b, String payer) {
        assertThat(paid(a, b)).isEqualTo(new Payment(payer, "CREDIT_CARD", 10_000, 0, 0));
    }

    @Test
    void onePaymentWithoutAnAmountPaysAll() {
        assertThat(read("new", card("a", "-")).draft().payment())
                .isEqualTo(new Payment("a", "CREDIT_CARD", 10_000, 0, 0));
    }

    @ParameterizedTest
    @CsvSource({"new, true", "created, true", "completed, true", "cancelled, false", "failed, false", "replaced, false"
    })
    void whatCommerceGaveUpIsNotReadyThoughItsExportStatusSaysSo(String status, boolean ready) {
        assertThat(read(status, card("a", "100.00")).ready()).isEqualTo(ready);
    }
}
