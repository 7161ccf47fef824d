package dev.weft.backend.scapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.kernel.Failed;
import dev.weft.order.AcceptedOrder;
import dev.weft.order.DraftRules;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OrderShipmentsTest {
    private final ScapiOrderDocument documents = new ScapiOrderDocument(ScapiCatalogTest.SETTINGS, Map.of(), Map.of());

    /** Two products for ten euros each, in the shipments named. */
    private AcceptedOrder read(String first, String second) {
        String site = ScapiCatalogTest.SETTINGS.sites().values().iterator().next();
        return documents.read("""
                {"orderNo":"00000101","siteId":"%s","currency":"EUR","taxation":"gross","orderTotal":20.00,
                 "customerInfo":{"customerId":"c1","email":"ada@example.com"},"guest":true,"exportStatus":"ready",
                 "productItems":[
                  {"productId":"10000001","quantity":1,"basePrice":10.00,"price":10.00,"shipmentId":"%s"},
                  {"productId":"10000002","quantity":1,"basePrice":10.00,"price":10.00,"shipmentId":"%s"}],
                 "shipments":[
                  {"shipmentId":"me","shippingMethod":{"id":"standard"},"shippingAddress":{"firstName":"Ada",
                   "lastName":"Byron","address1":"Hafenstr. 1","postalCode":"20457","city":"Hamburg","countryCode":"DE"}},
                  {"shipmentId":"gift","shippingMethod":{"id":"express"},"shippingAddress":{"firstName":"Eva",
                   "lastName":"Byron","address1":"Rue 1","postalCode":"69001","city":"Lyon","countryCode":"FR"}}]}""".formatted(site, first, second).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void goesWhereItsGoodsGoWhicheverShipmentThatIs() {
        AcceptedOrder gift = read("gift", "gift");
        assertThat(gift.draft().person().shipping().city()).isEqualTo("Lyon");
        assertThat(gift.draft().basket().shipping().method()).isEqualTo("express");
        assertThat(DraftRules.faults(gift.draft())).isEmpty();
        assertThat(read("me", "me").draft().person().shipping().city()).isEqualTo("Hamburg");
    }

    @Test
    void goodsInSeveralShipmentsAreNoOrderToHandOver() {
        assertThatThrownBy(() -> read("me", "gift"))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.failure().detail()).contains("several shipments"));
    }
}
