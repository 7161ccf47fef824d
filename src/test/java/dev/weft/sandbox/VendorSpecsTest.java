package dev.weft.sandbox;

import static dev.weft.sandbox.RunningSandbox.ORG;
import static dev.weft.sandbox.RunningSandbox.basic;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.yaml.snakeyaml.LoaderOptions;

/** Holds the sandbox's answers against the vendors' own specifications, where those are at hand. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("VendorSpecsTest")
class VendorSpecsTest {

    @RegisterExtension
    static final RunningSandbox sandbox = new RunningSandbox();

    private static final ObjectMapper YAML = new YAMLMapper(com.fasterxml.jackson.dataformat.yaml.YAMLFactory.builder()
            .loaderOptions(generous())
            .build());
    private static final String[] SAP_USER = {"Authorization", basic("WEFT_GW", "sandbox-secret")};

    @BeforeEach
    void needsTheSpecifications() {
        if (System.getProperty("weft.shared", "").isEmpty()) {
            Assumptions.abort("skipped: the vendors' specifications are not given, set weft.shared");
        }
    }

    @Test
    void productsFollowTheProductsApi() throws IOException {
        String file = "shopper-products-1.10.1.yaml";
        String base = "/scapi/product/shopper-products/v1" + ORG;
        for (String id : new String[] {"10000001", "10000050", "M0000011", "M0000099"}) {
            assertFollows(
                    file,
                    "Product",
                    sandbox.get(
                            base + "/products/" + id + "?siteId=WeftJP&allImages=true&perPricebook=true",
                            sandbox.guest()));
        }
        assertFollows(
                file,
                "ProductResult",
                sandbox.get(base + "/products?siteId=WeftEU&ids=10000001,M0000001,nope", sandbox.guest()));
        assertFollows(file, "Category", sandbox.get(base + "/categories/root?siteId=WeftEU&levels=2", sandbox.guest()));
        assertFollows(
                file,
                "CategoryResult",
                sandbox.get(base + "/categories?siteId=WeftEU&ids=coats,hats", sandbox.guest()));
        HttpResponse<String> problem = sandbox.get(base + "/products/nope?siteId=WeftEU", sandbox.guest());
        assertThat(schema(file, "ErrorResponse").validate(problem.body(), InputFormat.JSON))
                .isEmpty();
    }

    @Test
    void customersFollowTheCustomersApi() throws IOException {
        String file = "shopper-customers-1.8.0.yaml";
        for (int number = 1; number <= 30; number++) {
            String id = "wsh%08d".formatted(number);
            String path = "/scapi/customer/shopper-customers/v1" + ORG + "/customers/" + id;
            String[] token = sandbox.shopper(id);
            assertFollows(file, "Customer", sandbox.get(path + "?siteId=WeftEU", token));
            assertFollows(file, "BasketsResult", sandbox.get(path + "/baskets?siteId=WeftEU", token));
            assertFollows(file, "CustomerOrderResult", sandbox.get(path + "/orders?siteId=WeftEU", token));
        }
    }

    @Test
    void basketsAndOrdersFollowTheCheckoutApis() throws IOException {
        String[] token = sandbox.shopper("wsh00000007");
        String customer = "/scapi/customer/shopper-customers/v1" + ORG + "/customers/wsh00000007";
        String basketId = new JsonObject(
                        sandbox.get(customer + "/baskets?siteId=WeftEU", token).body())
                .getJsonArray("baskets")
                .getJsonObject(0)
                .getString("basketId");
        String orderNo = new JsonObject(
                        sandbox.get(customer + "/orders?siteId=WeftEU", token).body())
                .getJsonArray("data")
                .getJsonObject(0)
                .getString("orderNo");

        assertFollows(
                "shopper-baskets-1.11.0.yaml",
                "Basket",
                sandbox.get(
                        "/scapi/checkout/shopper-baskets/v1" + ORG + "/baskets/" + basketId + "?siteId=WeftEU", token));
        assertFollows(
                "shopper-baskets-2.9.0.yaml",
                "Basket",
                sandbox.get(
                        "/scapi/checkout/shopper-baskets/v2" + ORG + "/baskets/" + basketId + "?siteId=WeftEU", token));
        assertFollows(
                "shopper-orders-1.15.0.yaml",
                "Order",
                sandbox.get(
                        "/scapi/checkout/shopper-orders/v1" + ORG + "/orders/" + orderNo + "?siteId=WeftEU", token));
    }

    @Test
    void searchFollowsTheSearchApi() throws IOException {
        ShopFixture guest = ShopFixture.guest(sandbox);
        String file = "shopper-search-1.10.0.yaml";
        assertFollows(
                file,
                "ProductSearchResult",
                guest.get(ShopFixture.SEARCH
                        + "/product-search?refine=cgid=clothing&perPricebook=true&allImages=true&limit=50"));
        assertFollows(
                file,
                "SuggestionResult",
                guest.get(ShopFixture.SEARCH
                        + "/search-suggestions?q=coat&locale=en-GB&includeEinsteinSuggestedPhrases=true"));
    }

    @Test
    void aJourneyFollowsTheCheckoutApis() throws IOException {
        ShopFixture guest = ShopFixture.guest(sandbox);
        String basketId = guest.basketWith("10000003", 2);
        String basket = ShopFixture.BASKETS + "/" + basketId;
        String file = "shopper-baskets-2.9.0.yaml";
        guest.complete(basketId);
        assertFollows(file, "Basket", guest.post(basket + "/coupons", Map.of("code", "WEFT10")));
        assertFollows(file, "ShippingMethodResult", guest.get(basket + "/shipments/me/shipping-methods"));
        assertFollows(file, "PaymentMethodResult", guest.get(basket + "/payment-methods"));
        assertFollows("shopper-baskets-1.11.0.yaml", "Basket", guest.get(basket.replace("/v2/", "/v1/")));
        guest.delete(basket + "/coupons/"
                + new JsonObject(guest.get(basket).body())
                        .getJsonArray("couponItems")
                        .getJsonObject(0)
                        .getString("couponItemId"));
        HttpResponse<String> order = guest.post(ShopFixture.ORDERS, Map.of("basketId", basketId));
        assertFollows("shopper-orders-1.15.0.yaml", "Order", order);
    }

    @Test
    void whatASiteTellsFollowsItsApis() throws IOException {
        ShopFixture guest = ShopFixture.guest(sandbox);
        String scapi = "/scapi/";
        String store = scapi + "store/shopper-stores/v1" + ORG;
        assertFollows("shopper-stores-1.2.0.yaml", "StoreResult", guest.get(store + "/stores?ids=store-hh1"));
        assertFollows(
                "shopper-stores-1.2.0.yaml",
                "Stores",
                guest.get(store + "/store-search?latitude=53.5&longitude=10&maxDistance=2000&distanceUnit=mi"));
        // the list's own schema requires limit and total and forbids them, so each promotion is held against its schema
        JsonObject promotions = ShopFixture.json(
                guest.get(scapi + "pricing/shopper-promotions/v1" + ORG + "/promotions?ids=circle-week,weft-ten"));
        assertThat(promotions.getJsonArray("data")).hasSize(2);
        for (Object promotion : promotions.getJsonArray("data")) {
            assertThat(schema("shopper-promotions-1.2.0.yaml", "Promotion")
                            .validate(promotion.toString(), InputFormat.JSON))
                    .isEmpty();
        }
        assertFollows(
                "shopper-seo-1.0.17.yaml",
                "UrlMapping",
                guest.get(scapi + "site/shopper-seo/v1" + ORG + "/url-mapping?urlSegment=/coats.html"));
        assertFollows(
                "shopper-configurations-1.2.0.yaml",
                "SiteConfiguration",
                guest.get(scapi + "configuration/shopper-configurations/v1" + ORG + "/configurations"));
        assertFollows(
                "shopper-availability-1.2.0.yaml",
                "AvailabilityResult",
                guest.get(scapi + "product/shopper-availability/v1" + ORG
                        + "/availability?productIds=10000003,M0000001&inventoryIds=inventory_store_hh1"));
    }

    @Test
    void tokensFollowTheSlasApi() throws IOException {
        HttpResponse<String> token = sandbox.post(
                "/scapi/shopper/auth/v1" + ORG + "/oauth2/token",
                "grant_type=client_credentials&channel_id=WeftEU",
                "Authorization",
                basic("5f1c0c2e-weft-gateway", "sandbox-secret"));

        assertFollows("auth-1.50.0.yaml", "TokenResponse", token);
    }

    @Test
    void stockHasExactlySapsProperties() throws IOException {
        JsonNode spec = YAML.readTree(shared("sap/API_MATERIAL_STOCK_SRV.openapi.json"));
        Set<String> names = new HashSet<>();
        spec.at("/components/schemas/A_MatlStkInAcctMod/properties")
                .fieldNames()
                .forEachRemaining(names::add);
        names.removeIf(name -> name.startsWith("to_"));
        JsonObject row = first("API_MATERIAL_STOCK_SRV/A_MatlStkInAcctMod?$top=1");

        assertThat(row.fieldNames()).containsExactlyInAnyOrderElementsOf(with(names, "__metadata"));
    }

    @Test
    void pricesAndOrdersHaveOnlySapsProperties() throws IOException {
        String prices = shared("sap/API_SLSPRICINGCONDITIONRECORD_SRV.edmx");
        String orders = shared("sap/API_SALES_ORDER_SRV.edmx");
        JsonObject validity = first(
                "API_SLSPRICINGCONDITIONRECORD_SRV/A_SlsPrcgCndnRecdValidity?$top=1&$expand=to_SlsPrcgConditionRecord");
        JsonObject order = first("API_SALES_ORDER_SRV/A_SalesOrder?$top=1&$expand=to_Item");

        assertThat(names(prices, "A_SlsPrcgCndnRecdValidityType")).containsAll(validity.fieldNames());
        assertThat(names(prices, "A_SlsPrcgConditionRecordType"))
                .containsAll(validity.getJsonObject("to_SlsPrcgConditionRecord").fieldNames());
        assertThat(names(orders, "A_SalesOrderType")).containsAll(order.fieldNames());
        assertThat(names(orders, "A_SalesOrderItemType"))
                .containsAll(order.getJsonObject("to_Item")
                        .getJsonArray("results")
                        .getJsonObject(0)
                        .fieldNames());
    }

    @Test
    void whatIsWrittenHasOnlySapsProperties() throws IOException {
        String orders = shared("sap/API_SALES_ORDER_SRV.edmx");
        String returns = shared("sap/API_CUSTOMER_RETURN_SRV.edmx");
        SapDesk sap = new SapDesk(sandbox);
        JsonObject sent = SapDesk.order("SPEC-1", new JsonArray().add(SapDesk.priced(SapDesk.item(), "10.00", 2)));
        String number = new JsonObject(sap.post(SapDesk.ORDERS, sent).body())
                .getJsonObject("d")
                .getString("SalesOrder");
        sandbox.put("/_sandbox/orders/sap/SPEC-1", "{\"state\":\"shipped\"}");
        JsonObject item = sap.found(
                        SapDesk.ORDERS, "SalesOrder eq '" + number + "'", "&$expand=to_Item/to_ScheduleLine")
                .getJsonObject(0)
                .getJsonObject("to_Item")
                .getJsonArray("results")
                .getJsonObject(0);
        JsonObject goods = SapDesk.back(1, 10).put("ReturnReason", "001").put("ReturnsRefundExtent", "100");
        JsonObject back = new JsonObject(
                        sap.post(SapDesk.RETURNS, SapDesk.refund("CustomerReturnType", "CBAR", number, "SPEC-2", goods))
                                .body())
                .getJsonObject("d");

        assertThat(names(orders, "A_SalesOrderType")).containsAll(sent.fieldNames());
        assertThat(names(orders, "A_SalesOrderItemType"))
                .containsAll(sent.getJsonArray("to_Item").getJsonObject(0).fieldNames());
        assertThat(names(orders, "A_SalesOrderItemPrElementType"))
                .containsAll(sent.getJsonArray("to_Item")
                        .getJsonObject(0)
                        .getJsonArray("to_PricingElement")
                        .getJsonObject(0)
                        .fieldNames());
        assertThat(names(orders, "A_SalesOrderScheduleLineType"))
                .containsAll(item.getJsonObject("to_ScheduleLine")
                        .getJsonArray("results")
                        .getJsonObject(0)
                        .fieldNames());
        assertThat(names(returns, "A_CustomerReturnType")).containsAll(back.fieldNames());
        assertThat(names(returns, "A_CustomerReturnItemType"))
                .containsAll(back.getJsonObject("to_Item")
                        .getJsonArray("results")
                        .getJsonObject(0)
                        .fieldNames())
                .containsAll(goods.fieldNames());
    }

    @Test
    void membersHaveTheNamesOfTheLoyaltySample() throws IOException {
        JsonObject sample = new JsonObject(shared("loyalty/Profile.json"));
        String token = new JsonObject(sandbox.post(
                                "/loyalty/services/oauth2/token",
                                "grant_type=client_credentials&client_id=weft-gateway&client_secret=sandbox-secret")
                        .body())
                .getString("access_token");
        JsonObject member = new JsonObject(sandbox.get(
                        "/loyalty/services/data/v62.0/loyalty-programs/Weft%20Circle/members?membershipNumber=WC00000007",
                        RunningSandbox.bearer(token))
                .body());

        assertThat(member.fieldNames()).isEqualTo(sorted(sample.fieldNames(), member));
        for (String list : new String[] {"memberCurrencies", "memberTiers"}) {
            assertThat(member.getJsonArray(list).getJsonObject(0).fieldNames())
                    .containsExactlyInAnyOrderElementsOf(
                            sample.getJsonArray(list).getJsonObject(0).fieldNames());
        }
    }

    private static Set<String> sorted(Set<String> names, JsonObject same) {
        assertThat(same.fieldNames()).containsExactlyInAnyOrderElementsOf(names);
        return names;
    }

    private static JsonObject first(String path) {
        HttpResponse<String> answer = sandbox.get("/sap/sap/opu/odata/sap/" + path, SAP_USER);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body())
                .getJsonObject("d")
                .getJsonArray("results")
                .getJsonObject(0);
    }

    /** The properties and navigations of an entity type, and the metadata every entity carries. */
    private static Set<String> names(String edmx, String type) {
        Matcher entity = Pattern.compile("<EntityType Name=\"" + type + "\".*?</EntityType>", Pattern.DOTALL)
                .matcher(edmx);
        assertThat(entity.find()).isTrue();
        Matcher names =
                Pattern.compile("<(?:Navigation)?Property Name=\"(\\w+)\"").matcher(entity.group());
        Set<String> found = new HashSet<>();
        while (names.find()) {
            found.add(names.group(1));
        }
        return with(found, "__metadata");
    }

    private static Set<String> with(Set<String> names, String more) {
        Set<String> all = new HashSet<>(names);
        all.add(more);
        return all;
    }

    /** Valid by the schema, and no name at the top that the schema does not know: the schemas are open and would let it pass. */
    private static void assertFollows(String file, String name, HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(schema(file, name).validate(answer.body(), InputFormat.JSON))
                .as(answer.body())
                .isEmpty();
        JsonNode properties = document(file).at("/components/schemas/" + name + "/properties");
        for (String field : new JsonObject(answer.body()).fieldNames()) {
            boolean inherited = Set.of("limit", "offset", "total").contains(field);
            assertThat(properties.has(field) || inherited || field.startsWith("c_"))
                    .as(field)
                    .isTrue();
        }
    }

    private static Schema schema(String file, String name) throws IOException {
        ObjectNode root = document(file).deepCopy();
        root.putArray("allOf").addObject().put("$ref", "#/components/schemas/" + name);
        return SchemaRegistry.withDialect(Dialects.getOpenApi30()).getSchema(root);
    }

    private static ObjectNode document(String file) throws IOException {
        ObjectNode root = YAML.createObjectNode();
        root.set("components", YAML.readTree(shared("scapi/" + file)).get("components"));
        return root;
    }

    private static String shared(String file) throws IOException {
        return Files.readString(Path.of(System.getProperty("weft.shared", ""), "specs", file));
    }

    private static LoaderOptions generous() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(16 * 1024 * 1024);
        return options;
    }
}
