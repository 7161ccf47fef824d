package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that do not say whose price they tell, or in which currency, because {@code select} left that out. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FaceSelectTest {
    private static final BigDecimal COMMERCES = new BigDecimal("1.23");
    private static final String PRODUCTS = "/product/shopper-products/v1" + FaceShopper.ORG + "/products";
    private static final String SEARCH = "/search/shopper-search/v1" + FaceShopper.ORG;
    private static final String AVAILABILITY = "/product/shopper-availability/v1" + FaceShopper.ORG + "/availability";

    @RegisterExtension
    @Order(1)
    static final Tap TAP = new Tap();

    @RegisterExtension
    @Order(2)
    static final RunningWeft WEFT = RunningWeft.with(
            RunningWeft.STANDARD,
            text -> RunningWeft.edited(
                    RunningWeft.edited(
                            RunningWeft.operated(text),
                            "url: http://127.0.0.1:9100/scapi",
                            "url: http://127.0.0.1:" + TAP.port() + "/scapi"),
                    "  cache: { catalogue: 5m, goods: 1m, own: 5s }\n",
                    ""));

    private final FaceShopper shopper = new FaceShopper(WEFT);
    private final String sku = new OrderKit(WEFT).stocked(WEFT.guest());

    private HttpResponse<String> shown(String path, String more, String body) {
        TAP.answer(
                "c_told",
                request -> request.response()
                        .putHeader("content-type", "application/json")
                        .end(body.replace('\'', '"').replace("SKU", sku)));
        HttpResponse<String> answer = shopper.face("GET", path.replace("SKU", sku), "", more + "&c_told=1");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private static String resource(String read) {
        return switch (read) {
            case "product" -> PRODUCTS + "/SKU";
            case "products" -> PRODUCTS;
            case "prices" -> PRODUCTS + "/SKU/prices";
            case "search" -> SEARCH + "/product-search";
            case "suggestions" -> SEARCH + "/search-suggestions";
            default -> AVAILABILITY;
        };
    }

    private BigDecimal erps() {
        BigDecimal price = new OrderKit(WEFT).price(WEFT.guest(), sku);
        assertThat(price).isNotEqualByComparingTo(COMMERCES);
        return price;
    }

    private static BigDecimal price(HttpResponse<String> answer) {
        return FaceShopper.json(answer).findValue("price").decimalValue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "product|{'id':'SKU','type':{'item':true},'price':1.23,'inventory':{'stockLevel':1}}",
                "products|{'data':[{'id':'SKU','type':{'item':true},'price':1.23,'inventory':{'stockLevel':1}}]}",
                "search|{'hits':[{'productId':'SKU','hitType':'product','price':1.23,'orderable':false}]}",
                "suggestions|{'productSuggestions':{'products':[{'productId':'SKU','price':1.23}]}}",
                "prices|{'productId':'SKU','price':1.23}",
            })
    void aPriceAskedForInAnotherCurrencyIsCommercesAndTheStockStillTheErps(String read, String body) {
        String path = resource(read);
        HttpResponse<String> euros = shown(path, "&currency=EUR", body);
        assertThat(price(euros)).isEqualByComparingTo(erps());
        for (String asked : new String[] {"&currency=USD", "&%63urrency=USD", "&currency=EUR&currency=USD"}) {
            HttpResponse<String> dollars = shown(path, asked, body);
            assertThat(price(dollars)).as(asked).isEqualByComparingTo(COMMERCES);
            for (String stock : new String[] {"stockLevel", "orderable"}) {
                assertThat(FaceShopper.json(dollars).findValue(stock))
                        .isEqualTo(FaceShopper.json(euros).findValue(stock));
            }
        }
        JsonNode units = FaceShopper.json(euros).findValue("stockLevel");
        if (units != null) {
            assertThat(units.asInt()).as("woven").isGreaterThan(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "search|{'hits':[{'price':1.23}]}|price",
                "search|{'hits':[{'price':1.23,'orderable':true},{'productId':'SKU','hitType':'product'}]}|stock price",
                "search|{'hits':[{'hitType':'master','productId':'M','price':1.23}]}|price",
                "search|{'hits':[{'hitType':'master','price':1.23,'variants':[{'price':1.23,'orderable':true}]}]}|stock price",
                "search|{'hits':[{'productName':'x'}]}|",
                "search|{'hits':[],'total':0}|",
                "suggestions|{'productSuggestions':{'products':[{'price':1.23}]}}|price",
                "suggestions|{'productSuggestions':{'products':[{'productName':'x'}]}}|",
                "product|{'price':1.23,'inventory':{'stockLevel':1,'orderable':true}}|stock price",
                "product|{'type':{'variant':true},'price':1.23,'variants':[{'productId':'SKU','orderable':true}]}|price",
                "products|{'data':[{'name':'x','price':1.23,'currency':'EUR'}]}|price",
                "products|{'data':[{'name':'x','price':1.23,'currency':'USD'}]}|",
                "prices|{'price':1.23}|price",
                "availability|{'data':[{'inventories':[{'id':'inventory_wefteu','stockLevel':1}]}]}|stock",
            })
    void whatCannotBeAskedForWithoutAnIdIsNamed(String read, String body, String parts) {
        HttpResponse<String> answer = shown(resource(read), "&select=(**)", body);
        String missing =
                parts == null ? "" : "%s;reason=bad_answer".formatted(parts.replace(" ", ";reason=bad_answer, "));
        assertThat(answer.headers().firstValue("weft-missing").orElse("")).isEqualTo(missing);
        assertThat(answer.headers().firstValue("weft-complete")).contains(missing.isEmpty() ? "?1" : "?0");
        JsonNode price = FaceShopper.json(answer).findValue("price");
        if (price != null) {
            assertThat(price.decimalValue()).isEqualByComparingTo(COMMERCES);
        }
    }

    /** A page of a variant shows its like, and its own price is not what they range over. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'price':1.23,'variants':[{'productId':'SKU','price':4.56}]}",
                "{'type':{'variant':true},'price':1.23,'variants':[{'productId':'SKU','price':4.56}]}",
            })
    void aProductWithoutAnIdIsNotTakenForTheRangeOfTheVariantsBesideIt(String body) {
        HttpResponse<String> answer = shown(resource("product"), "&select=(**)", body);
        JsonNode page = FaceShopper.json(answer);
        assertThat(page.path("price").decimalValue()).isEqualByComparingTo(COMMERCES);
        assertThat(page.at("/variants/0/price").decimalValue()).isEqualByComparingTo(erps());
        assertThat(answer.headers().firstValue("weft-missing")).contains("price;reason=bad_answer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'id':'SKU','type':{'item':true},'price':1.23}",
                "{'type':{'master':true},'price':1.23,'variants':[{'productId':'SKU','price':1.23}]}",
            })
    void whatCanBeAskedForIsWhole(String body) {
        HttpResponse<String> answer = shown(resource("product"), "&select=(**)", body);
        assertThat(FaceShopper.json(answer).path("price").decimalValue()).isEqualByComparingTo(erps());
        assertThat(answer.headers().firstValue("weft-complete")).contains("?1");
    }
}
