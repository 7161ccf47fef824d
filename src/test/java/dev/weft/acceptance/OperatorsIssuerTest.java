package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Operators known by a token of the company's own issuer, on the operators' port. */
class OperatorsIssuerTest {
    @RegisterExtension
    static final RunningWeft WEFT = RunningWeft.with(RunningWeft.STANDARD, OperatorsIssuerTest::staffed);

    private static final Http HTTP = new Http();

    private static String staffed(String text) {
        String named = RunningWeft.edited(
                RunningWeft.operated(text), "operators: { tokens:", "operators: { issuer: staff, tokens:");
        return RunningWeft.edited(named, "      algorithms: [ES256]\n", """
                      algorithms: [ES256]
                    staff:
                      issuer: https://issuer.sandbox.weft.dev
                      audience: weft
                      introspection:
                        url: http://127.0.0.1:9100/issuer/introspect
                        clientId: weft-gateway
                        clientSecret: sandbox-secret
                """);
    }

    private static String staff(String more) {
        return WEFT.sandbox().opaque("{'sub':'carol','site':null,'scope':'weft.operator'" + more + "}");
    }

    private static int invalidate(String token) {
        HttpRequest.Builder request = Http.request("http://127.0.0.1:" + WEFT.adminPort() + "/cache/invalidate")
                .POST(HttpRequest.BodyPublishers.ofString("{\"tags\":[\"sku:nothing\"]}"));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return HTTP.send(request).statusCode();
    }

    @Test
    void aTokenThatGrantsTheOperatorsScopeIsLetIn() {
        assertThat(invalidate(staff(""))).isEqualTo(200);
        assertThat(invalidate(RunningWeft.OPERATOR))
                .as("a configured token still is")
                .isEqualTo(200);
    }

    @Test
    void nobodyElsesTokenIs() {
        Map<String, String> refused = new LinkedHashMap<>();
        refused.put("none", "");
        refused.put("a shopper's", WEFT.sandbox().shopper(SharedSandbox.SHOPPER));
        refused.put("without the scope", staff(",'scope':'weft.reader'"));
        refused.put("a scope that only begins like it", staff(",'scope':'weft.operator.rw'"));
        refused.put("withdrawn", staff(",'active':false"));
        refused.put("over", staff(",'exp':1"));
        refused.put("for somebody else", staff(",'aud':'another'"));
        refused.put("of another issuer", staff(",'iss':'https://evil.example.com'"));
        refused.put("for a site", staff(",'site':'WeftEU'"));
        refused.put("unknown", "opq_nobody-knows-it");
        refused.forEach((what, token) -> assertThat(invalidate(token)).as(what).isEqualTo(401));
    }

    @Test
    void anIssuerThatIsDownMeans503AndConfiguredTokensGoOn() {
        String token = staff("");
        WEFT.sandbox().fault("issuer", "{'error':'503'}");
        assertThat(invalidate(token)).isEqualTo(503);
        assertThat(invalidate(RunningWeft.OPERATOR)).isEqualTo(200);
        WEFT.sandbox().clearFaults();
        assertThat(invalidate(token)).isEqualTo(200);
    }

    @Test
    void anOperatorsTokenOpensNothingForShoppers() {
        assertThat(WEFT.as(staff(""))
                        .get("/v1/products/" + WEFT.sandbox().sku())
                        .status())
                .isEqualTo(401);
    }
}
