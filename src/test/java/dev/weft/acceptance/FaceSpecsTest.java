package dev.weft.acceptance;

import static dev.weft.acceptance.ScapiCalls.ORG;
import static dev.weft.acceptance.ScapiCalls.SITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.acceptance.ScapiCalls.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every answer the face gives on a tour, remembered and woven, is one that Salesforce's own specifications allow. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class FaceSpecsTest {
    /** What SCAPI, and the sandbox for it, leaves out though its files want it: none of it is ours to add. */
    private static final Map<String, String> LEFT_OUT = Map.of(
            "getCustomerBaskets",
                    "required property '(orderTotal|\\w*[tT]ax\\w*)' not found", // until there is an address
            "logoutCustomer", "required property '\\w+' not found"); // no token is left to tell of

    @RegisterExtension
    static final RunningWeft WEFT = RunningWeft.with(
            RunningWeft.STANDARD,
            text -> RunningWeft.edited(
                    RunningWeft.operated(text),
                    "callouts: { Silk:",
                    "callouts: { Linen: \"{tier} and {points}\", Wool: \"{tier} and {points}\", Silk:"));

    private final ScapiCalls face = ScapiCalls.throughTheFace(WEFT);

    @Test
    void everyAnswerOfATourFollowsItsSpecification() throws IOException {
        Path folder = Path.of(System.getProperty("weft.shared", ""), "specs", "scapi");
        Assumptions.assumeTrue(
                Files.isDirectory(folder), "skipped: Salesforce's specifications are not given, set weft.shared");
        ScapiSpecs specs = ScapiSpecs.in(folder);
        new StorefrontTour(face, TourGoods.of(WEFT), () -> {}).walk();
        aMemberLooksAround();
        theRestOfTheSite();
        List<String> faults = new ArrayList<>();
        TreeSet<String> held = new TreeSet<>();
        for (Call call : face.made()) {
            String name = specs.name(call).orElse("");
            specs.faults(call).stream()
                    .filter(fault -> !fault.matches(".*: " + LEFT_OUT.getOrDefault(name, "-")))
                    .forEach(fault -> faults.add(call + ": " + fault));
            held.add(name + " " + call.status());
        }
        System.out.printf(
                "%d answers of the face, of %d kinds, held against the specifications: %s%n",
                face.made().size(), held.size(), held);
        assertThat(faults).isEmpty();
        assertThat(held).hasSizeGreaterThan(35);
    }

    /** Tier, points and promotions are woven in for members only. */
    private void aMemberLooksAround() {
        face.at("member");
        String customer = WEFT.sandbox().shoppersWithEverything().get(0);
        String token = WEFT.sandbox().shopper(customer);
        Call record = face.get(token, StorefrontTour.CUSTOMERS + "/" + customer + "?" + SITE);
        assertThat(record.json().has("c_loyaltyTier")).isTrue();
        String products = StorefrontTour.PRODUCTS + "/products?" + SITE + "&expand=promotions,prices&ids=";
        Call shown = face.get(token, products + String.join(",", WEFT.sandbox().skus(40)));
        assertThat(shown.said("weft-complete")).isEqualTo("?1");
        assertThat(shown.answer().body()).contains("member-benefit");
        face.get(token, StorefrontTour.CUSTOMERS + "/" + customer + "/orders?" + SITE);
        face.get(token, StorefrontTour.CUSTOMERS + "/wsh00000002?" + SITE);
    }

    private void theRestOfTheSite() {
        face.at("site");
        String guest = WEFT.sandbox().guest();
        String sku = WEFT.sandbox().sku();
        for (String target : List.of(
                StorefrontTour.PRODUCTS + "/products/" + sku + "?" + SITE,
                StorefrontTour.PRODUCTS + "/products/no-such?" + SITE,
                StorefrontTour.PRODUCTS + "/products?" + SITE + "&ids=" + sku + ",no-such",
                StorefrontTour.PRODUCTS + "/categories/no-such?" + SITE,
                StorefrontTour.SEARCH + "/product-search?limit=999&" + SITE,
                "/product/shopper-availability/v1" + ORG + "/availability?" + SITE + "&productIds=" + sku
                        + "&inventoryIds=inventory_store_hh1",
                "/store/shopper-stores/v1" + ORG + "/stores?" + SITE + "&ids=store-hh1",
                "/store/shopper-stores/v1" + ORG + "/store-search?" + SITE
                        + "&latitude=53.5&longitude=10&maxDistance=50&distanceUnit=km",
                "/site/shopper-seo/v1" + ORG + "/url-mapping?" + SITE + "&urlSegment=/coats.html",
                "/checkout/shopper-orders/v1" + ORG + "/orders/no-such?" + SITE)) {
            face.get(guest, target);
        }
        face.get("", StorefrontTour.CONFIGURATIONS);
    }
}
