package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A system that answers rubbish, too much, too little or never the end loses its part; nothing else notices. */
class BrokenAnswersTest {
    private static final List<String> KINDS = List.of("garbage", "oversized", "drip", "wrong-length", "reset");

    /** Breakers out of the way, and a parts budget that ends a drip soon. */
    @RegisterExtension
    static final RunningWeft WEFT = RunningWeft.with(
            RunningWeft.STANDARD,
            text -> RunningWeft.edited(
                    RunningWeft.edited(text, "    waitQueue: 64\n", "    waitQueue: 64\n    BREAKER\n")
                            .replace("    breaker: { failures: 20, window: 10s, reset: 5s }\n", ""),
                    "    BREAKER\n",
                    "    breaker: { failures: 100000, window: 10s, reset: 5s }\n"));

    static Stream<Arguments> optional() {
        return KINDS.stream()
                .flatMap(kind -> Stream.of(
                        Arguments.of(
                                kind,
                                "sap",
                                "/v1/products/{sku}",
                                List.of("price", "stock"),
                                List.of("content", "points")),
                        Arguments.of(
                                kind,
                                "loyalty",
                                "/v1/products/{sku}",
                                List.of("points"),
                                List.of("content", "price", "stock")),
                        Arguments.of(kind, "sap", "/v1/me", List.of("orders"), List.of("profile", "loyalty", "basket")),
                        Arguments.of(
                                kind, "loyalty", "/v1/me", List.of("loyalty"), List.of("profile", "orders", "basket")),
                        Arguments.of(
                                kind, "scapi", "/v1/me", List.of("basket"), List.of("profile", "loyalty", "orders")),
                        Arguments.of(
                                kind, "crm", "/v1/me", List.of("profile"), List.of("loyalty", "orders", "basket"))));
    }

    @ParameterizedTest(name = "{0} by {1} on {2}")
    @MethodSource("optional")
    void anOptionalPartIsMissing(String kind, String system, String route, List<String> lost, List<String> kept) {
        Storefront storefront =
                (route.equals("/v1/me") ? WEFT.shopper() : WEFT.guest()).with("X-Request-Deadline-Ms", "1500");
        String path = route.replace("{sku}", WEFT.sandbox().sku());
        WEFT.sandbox().fault(system, "{'error':'" + kind + "'}");
        Answer answer = storefront.get(path);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.complete()).isFalse();
        for (String part : lost) {
            assertThat(answer.part(part)).as(part).isIn(expected(kind));
            assertThat(answer.at("/" + part).isNull()).as(part).isTrue();
        }
        for (String part : kept) {
            assertThat(answer.part(part)).as(part).isEqualTo("ok");
        }
        assertThat(answer.millis()).as("a drip would take minutes").isLessThan(5_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "oversized", "drip", "wrong-length", "reset"})
    void aRequiredPartIsAProblemNamingTheSystem(String kind) {
        WEFT.sandbox().fault("scapi", "{'error':'" + kind + "'}");
        Answer answer = WEFT.guest()
                .with("X-Request-Deadline-Ms", "1500")
                .get("/v1/products/" + WEFT.sandbox().sku());
        assertThat(answer.status()).isEqualTo(kind.equals("drip") ? 504 : 502);
        assertThat(answer.at("/backends").toString()).isEqualTo("[\"scapi\"]");
        assertThat(answer.body()).doesNotContain("Exception", "Unexpected character");
    }

    private static List<String> expected(String kind) {
        return switch (kind) {
            case "garbage" -> List.of("missing: bad_answer");
            case "oversized" -> List.of("missing: too_large");
            case "drip" -> List.of("missing: timeout");
            default -> List.of("missing: reset", "missing: connect");
        };
    }
}
