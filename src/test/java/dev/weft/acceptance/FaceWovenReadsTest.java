package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a storefront reads through the face is the ERP's truth, and SCAPI's own word where the ERP is silent. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FaceWovenReadsTest {
    private static final String ORG = "/organizations/f_ecom_zzwf_001";
    private static final String PRODUCTS = "/product/shopper-products/v1" + ORG + "/products";
    private static final String SEARCH =
            "/search/shopper-search/v1" + ORG + "/product-search?siteId=WeftEU&refine=cgid=clothing"
                    + "&limit=25&expand=prices,variations,availability,promotions&perPricebook=true"
                    + "&allVariationProperties=true";

    @RegisterExtension
    static final RunningWeft WEFT = RunningWeft.standard();

    private final Http http = new Http();
    private final String token = WEFT.sandbox().guest();

    @Test
    void everyReadShowsTheErpsPriceAndStock() {
        List<String> skus = WEFT.sandbox().skus(24);
        Map<String, JsonNode> truth = truth(skus);
        boolean commerceErred = false;
        for (JsonNode product : json(face(PRODUCTS + "?siteId=WeftEU&perPricebook=true&ids=" + String.join(",", skus)))
                .path("data")) {
            JsonNode erp = truth.get(product.path("id").asText());
            assertThat(product.path("price").decimalValue()).isEqualByComparingTo(price(erp));
            assertThat(product.at("/tieredPrices/0/price").decimalValue()).isEqualByComparingTo(price(erp));
            assertThat(product.at("/inventory/stockLevel").asLong()).isEqualTo(units(erp));
            assertThat(product.at("/inventory/ats").asLong()).isEqualTo(units(erp));
            assertThat(product.at("/inventory/orderable").asBoolean()).isEqualTo(units(erp) > 0);
        }
        for (JsonNode product : json(direct(PRODUCTS + "?siteId=WeftEU&ids=" + String.join(",", skus)))
                .path("data")) {
            JsonNode erp = truth.get(product.path("id").asText());
            commerceErred |= product.path("price").decimalValue().compareTo(price(erp)) != 0
                    || product.at("/inventory/stockLevel").asLong() != units(erp);
        }
        assertThat(commerceErred)
                .as("commerce is wrong about some, or this proves nothing")
                .isTrue();
    }

    /** Resources of their own, beside the product; a master's range is commerce's, for nothing in them says what it is over. */
    @Test
    void whatAProductCostsIsTheErpsInItsOwnResourcesToo() {
        priced(WEFT.sandbox().skus(1)); // a breaker that other tests have opened is closed again
        List<String> skus = WEFT.sandbox().skus(12);
        skus.add(one((product, erp) -> !product.path("productPromotions").isEmpty()));
        String wrong =
                one((product, erp) -> product.path("price").decimalValue().compareTo(price(erp)) != 0);
        skus.add(wrong);
        Map<String, JsonNode> truth = priced(skus);
        int promoted = 0;
        for (String sku : skus) {
            BigDecimal price = price(truth.get(sku));
            String prices = PRODUCTS + "/" + sku + "/prices?siteId=WeftEU";
            JsonNode shown = json(face(prices));
            assertThat(shown.path("price").decimalValue()).isEqualByComparingTo(price);
            assertThat(shown.at("/tieredPrices/0/price").decimalValue()).isEqualByComparingTo(price);
            assertThat(shown.path("prices"))
                    .isNotEmpty()
                    .allSatisfy(one -> assertThat(one.decimalValue()).isEqualByComparingTo(price));
            if (sku.equals(wrong)) {
                assertThat(json(direct(prices)).path("price").decimalValue()).isNotEqualByComparingTo(price);
            }
            String promotions = PRODUCTS + "/" + sku + "/promotions?siteId=WeftEU";
            for (JsonNode one : json(face(promotions)).path("productPromotions")) {
                promoted++;
                assertThat(one.path("promotionalPrice").decimalValue()).isEqualByComparingTo(price);
            }
            assertThat(face(promotions + "&currency=USD").body())
                    .isEqualTo(direct(promotions + "&currency=USD").body());
        }
        assertThat(promoted).isPositive();
        JsonNode found = json(face(SEARCH)).at("/hits/0");
        String master = PRODUCTS + "/" + found.path("productId").asText() + "/prices?siteId=WeftEU";
        assertThat(json(face(master))).isEqualTo(json(direct(master)));
    }

    /** A SKU of which this is true, of commerce's document and the ERP's. */
    private String one(BiPredicate<JsonNode, JsonNode> wanted) {
        for (int i = 0; i < 20; i++) {
            List<String> skus = WEFT.sandbox().skus(24);
            Map<String, JsonNode> truth = truth(skus);
            String all = PRODUCTS + "?siteId=WeftEU&expand=promotions,prices&ids=" + String.join(",", skus);
            for (JsonNode product : json(direct(all)).path("data")) {
                String sku = product.path("id").asText();
                JsonNode erp = truth.get(sku);
                if (!erp.at("/price/amount").isMissingNode() && wanted.test(product, erp)) {
                    return sku;
                }
            }
        }
        throw new AssertionError("there is no such product");
    }

    @Test
    void searchAndProductPageAgreeWithTheErpAboutEachVariant() {
        JsonNode found = json(face(SEARCH));
        List<String> skus = new ArrayList<>();
        found.path("hits")
                .forEach(hit -> hit.path("variants")
                        .forEach(it -> skus.add(it.path("productId").asText())));
        assertThat(skus).hasSizeGreaterThan(24);
        Map<String, JsonNode> truth = truth(skus);
        int groups = 0;
        for (JsonNode hit : found.path("hits")) {
            JsonNode page =
                    json(face(PRODUCTS + "/" + hit.path("productId").asText() + "?siteId=WeftEU&perPricebook=true"));
            assertThat(page.path("price")).isEqualTo(hit.path("price"));
            assertThat(page.path("variants")).hasSameSizeAs(hit.path("variants"));
            long sum = 0;
            for (int i = 0; i < page.path("variants").size(); i++) {
                JsonNode variant = page.path("variants").get(i);
                JsonNode erp = truth.get(variant.path("productId").asText());
                sum += units(erp);
                for (JsonNode one : List.of(variant, hit.path("variants").get(i))) {
                    assertThat(one.path("price").decimalValue()).isEqualByComparingTo(price(erp));
                    assertThat(one.path("orderable").asBoolean()).isEqualTo(units(erp) > 0);
                }
            }
            assertThat(page.at("/inventory/stockLevel").asLong()).isEqualTo(sum);
            assertThat(hit.path("orderable").asBoolean()).isEqualTo(sum > 0);
            assertThat(page.at("/master/price")).isEqualTo(page.path("price"));
            assertThat(page.at("/master/orderable").asBoolean()).isEqualTo(sum > 0);
            assertThat(page.path("variationGroups")).isEqualTo(hit.path("variationGroups"));
            for (JsonNode group : page.path("variationGroups")) {
                groups++;
                group(group, page.path("variants"));
            }
        }
        assertThat(groups).isPositive();
    }

    private static void group(JsonNode group, JsonNode variants) {
        BigDecimal lowest = null;
        boolean can = false;
        for (JsonNode variant : variants) {
            if (variant.at("/variationValues/color").equals(group.at("/variationValues/color"))) {
                BigDecimal price = variant.path("price").decimalValue();
                lowest = lowest == null ? price : lowest.min(price);
                can |= variant.path("orderable").asBoolean();
            }
        }
        assertThat(group.path("price").decimalValue()).isEqualByComparingTo(lowest);
        assertThat(group.path("orderable").asBoolean()).isEqualTo(can);
    }

    /** SAP answers zero for whatever has no row, masters too. */
    @Test
    void aMasterWhoseVariantsAreInStockIsNotShownSoldOut() {
        JsonNode hit = json(face(SEARCH)).at("/hits/0");
        String master = hit.path("productId").asText();
        String variant = hit.at("/variants/0/productId").asText();
        String availability = "/product/shopper-availability/v1" + ORG
                + "/availability?siteId=WeftEU&inventoryIds=inventory_store_hh1&productIds=" + master;
        JsonNode expanded = json(face(availability + "&expand=variations")).path("data");
        assertThat(expanded).hasSizeGreaterThan(1);
        long sum = 0;
        for (JsonNode one : expanded) {
            sum += one.path("id").asText().equals(master)
                    ? 0
                    : one.at("/inventories/0/stockLevel").asLong();
        }
        assertThat(sum).isPositive();
        assertThat(stockOf(expanded, master)).isEqualTo(sum);
        String both = availability + "," + variant;
        HttpResponse<String> answer = face(both);
        assertThat(answer.headers().firstValue("weft-complete")).hasValue("?1");
        JsonNode commerce = json(direct(both)).path("data");
        assertThat(stockOf(json(answer).path("data"), master))
                .as("nothing says what it stands for")
                .isEqualTo(stockOf(commerce, master))
                .isPositive();
        assertThat(stockOf(json(answer).path("data"), variant)).isEqualTo(stockOf(expanded, variant));
        assertThat(WEFT.sandbox().calls("scapi", "products"))
                .as("asked for types")
                .isEqualTo(1);
        face(both);
        assertThat(WEFT.sandbox().calls("scapi", "products"))
                .as("types are remembered")
                .isEqualTo(1);
    }

    private static long stockOf(JsonNode entries, String id) {
        for (JsonNode entry : entries) {
            if (entry.path("id").asText().equals(id)) {
                return entry.at("/inventories/0/stockLevel").asLong();
            }
        }
        throw new AssertionError("no " + id + " in " + entries);
    }

    @Test
    void moreIdsThanScapiTakesAreAskedForInPieces() {
        List<String> skus = WEFT.sandbox().skus(60);
        String ids = "?siteId=WeftEU&ids=" + String.join(",", skus);
        assertThat(direct(PRODUCTS + ids).statusCode()).isEqualTo(400);
        HttpResponse<String> answer = face(PRODUCTS + ids);
        assertThat(answer.statusCode()).isEqualTo(200);
        List<String> answered = new ArrayList<>();
        json(answer)
                .path("data")
                .forEach(product -> answered.add(product.path("id").asText()));
        assertThat(answered).isEqualTo(skus);
        assertThat(json(answer).path("total").asInt()).isEqualTo(60);
    }

    /** Every way the ERP can fail: no read fails that would not fail without us, and what is old is named. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'offline':true}",
                "{'latency':{'kind':'fixed','ms':5000}}",
                "{'error':'500','errorRate':1.0}",
                "{'error':'502','errorRate':1.0}",
                "{'error':'503','errorRate':1.0}",
                "{'error':'504','errorRate':1.0}",
                "{'error':'429','errorRate':1.0}",
                "{'error':'reset','errorRate':1.0}",
                "{'error':'drip','errorRate':1.0}",
                "{'error':'garbage','errorRate':1.0}",
                "{'error':'oversized','errorRate':1.0}",
                "{'error':'wrong-length','errorRate':1.0}",
                "{'limitExceeded':true}"
            })
    void anErpThatFailsCostsNoRead(String fault) {
        String sku = WEFT.sandbox().sku();
        List<String> reads = List.of(
                PRODUCTS + "/" + sku + "?siteId=WeftEU",
                PRODUCTS + "?siteId=WeftEU&ids=" + sku,
                SEARCH + "&sort=price-low-to-high");
        WEFT.sandbox().fault("sap", fault);
        for (String read : reads) {
            HttpResponse<String> alone = direct(read);
            HttpResponse<String> answer = face(read);
            assertThat(answer.statusCode()).as(read).isEqualTo(200);
            assertThat(answer.body()).as(read).isEqualTo(alone.body());
            assertThat(answer.headers().firstValue("weft-complete")).as(read).hasValue("?0");
            assertThat(answer.headers().firstValue("weft-missing").orElse(""))
                    .contains("stock;reason=", "price;reason=");
        }
    }

    @Test
    void aCommerceThatFailsIsPassedOnAsItFails() {
        WEFT.sandbox().fault("scapi", "{'error':'503','errorRate':1.0}");
        assertThat(face(PRODUCTS + "/1?siteId=WeftEU").statusCode()).isEqualTo(503);
        assertThat(face(SEARCH).statusCode()).isEqualTo(503);
    }

    @Test
    void twoShoppersNeverSeeEachOthersRecords() {
        String one = WEFT.sandbox().shopper("wsh00000001");
        String two = WEFT.sandbox().shopper("wsh00000002");
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            String id = i % 2 == 0 ? "wsh00000001" : "wsh00000002";
            String path = "/customer/shopper-customers/v1" + ORG + "/customers/" + id + "?siteId=WeftEU";
            all.add(http.start(request(WEFT.port(), path, i % 2 == 0 ? one : two))
                    .thenAccept(answer -> {
                        assertThat(answer.statusCode()).isEqualTo(200);
                        assertThat(json(answer).path("customerId").asText()).isEqualTo(id);
                    }));
            if (all.size() % 50 == 0) {
                all.forEach(CompletableFuture::join);
            }
        }
        all.forEach(CompletableFuture::join);
        assertThat(http.send(request(
                                WEFT.port(),
                                "/customer/shopper-customers/v1" + ORG + "/customers/wsh00000002?siteId=WeftEU",
                                one))
                        .statusCode())
                .isEqualTo(403);
    }

    /** Our own screens' view of the ERP: nothing of the face's. */
    private Map<String, JsonNode> truth(List<String> skus) {
        Map<String, JsonNode> truth = new HashMap<>();
        Storefront own = WEFT.as(token);
        for (int from = 0; from < skus.size(); from += 50) {
            List<String> some = skus.subList(from, Math.min(skus.size(), from + 50));
            own.get("/v1/products?include=price,stock&skus=" + String.join(",", some))
                    .at("/products")
                    .forEach(product -> truth.put(product.path("sku").asText(), product));
        }
        assertThat(truth.keySet()).containsAll(skus);
        return truth;
    }

    /** The same once the ERP has told all prices: on a busy machine its answer may be late. */
    private Map<String, JsonNode> priced(List<String> skus) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(
                        () -> truth(skus),
                        all -> all.values().stream()
                                .noneMatch(erp -> erp.at("/price/amount").isMissingNode()));
    }

    private static BigDecimal price(JsonNode erp) {
        return new BigDecimal(erp.at("/price/amount").asText());
    }

    private static long units(JsonNode erp) {
        long units = 0;
        for (JsonNode at : erp.at("/stock/locations")) {
            units += Math.max(0, at.path("available").asLong());
        }
        return units;
    }

    private HttpResponse<String> face(String target) {
        return http.send(request(WEFT.port(), target, token));
    }

    private HttpResponse<String> direct(String target) {
        return http.send(request(WEFT.sandbox().port(), "/scapi" + target, token));
    }

    private static HttpRequest.Builder request(int port, String target, String token) {
        return Http.request("http://127.0.0.1:" + port + target).header("Authorization", "Bearer " + token);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return new Answer(answer.statusCode(), Map.of(), answer.body(), 0).json();
    }
}
