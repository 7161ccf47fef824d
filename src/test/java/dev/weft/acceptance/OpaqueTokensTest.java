package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tokens that say nothing themselves, over real sockets, with an issuer that is asked about them. */
class OpaqueTokensTest {
    @RegisterExtension
    static final RunningWeft WEFT = RunningWeft.with(RunningWeft.STANDARD, OpaqueTokensTest::asking);

    private static String asking(String text) {
        return RunningWeft.edited(RunningWeft.operated(text), "      algorithms: [ES256]\n", """
                      algorithms: [ES256]
                    login:
                      issuer: https://issuer.sandbox.weft.dev
                      audience: weft
                      sites: [WeftEU]
                      introspection:
                        url: http://127.0.0.1:9100/issuer/introspect
                        clientId: weft-gateway
                        clientSecret: sandbox-secret
                        timeout: 1500ms
                """);
    }

    private static String product() {
        return "/v1/products/" + WEFT.sandbox().sku() + "?include=content";
    }

    private static int asked() {
        return WEFT.sandbox().calls("issuer", "introspect");
    }

    private static Answer with(String token, String target) {
        return WEFT.as(token).get(target);
    }

    @Test
    void aGoodTokenIsAskedAboutOnce() {
        String token = WEFT.sandbox().opaque("{}");
        for (int i = 0; i < 3; i++) {
            Answer answer = with(token, product());
            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        }
        assertThat(with(token, "/v1/orders").status()).isEqualTo(200);
        assertThat(asked()).isEqualTo(1);
    }

    @Test
    void manyAtOnceShareOneQuestion() {
        WEFT.sandbox().fault("issuer", "{'latency':{'kind':'fixed','ms':200}}");
        String token = WEFT.sandbox().opaque("{}");
        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            answers.add(WEFT.as(token).start("GET", product()));
        }
        for (CompletableFuture<Answer> answer : answers) {
            assertThat(answer.join().status()).isEqualTo(200);
        }
        assertThat(asked()).isEqualTo(1);
    }

    @Test
    void scopesSitesAndSubjectsCountAsInASignedToken() {
        String narrow = WEFT.sandbox().opaque("{'scope':'sfcc.shopper-products'}");
        assertThat(with(narrow, product()).status()).isEqualTo(200);
        assertThat(with(narrow, "/v1/orders").status()).isEqualTo(403);
        assertThat(with(narrow, product() + "&site=WeftUK").status()).isEqualTo(403);
    }

    @Test
    void everyRefusalIsTheSame401AndIsNotAskedAboutAgain() {
        List<String> refused = List.of(
                "opq_nobody-knows-it",
                WEFT.sandbox().opaque("{'active':false}"),
                WEFT.sandbox().opaque("{'aud':'another'}"),
                WEFT.sandbox().opaque("{'iss':'https://evil.example.com'}"),
                WEFT.sandbox().opaque("{'exp':1}"),
                WEFT.sandbox().opaque("{'exp':null}"),
                WEFT.sandbox().opaque("{'sub':null}"),
                WEFT.sandbox().opaque("{'site':'WeftUK'}"));
        Set<String> bodies = new HashSet<>();
        for (String token : refused) {
            for (int i = 0; i < 2; i++) {
                Answer answer = with(token, product());
                assertThat(answer.status()).as(answer.toString()).isEqualTo(401);
                bodies.add(answer.body().replaceAll("\"traceId\":\"[0-9a-f]+\"", ""));
            }
        }
        bodies.add(with("signed.but.not", product()).body().replaceAll("\"traceId\":\"[0-9a-f]+\"", ""));
        assertThat(bodies).hasSize(1);
        assertThat(asked()).isEqualTo(refused.size());
    }

    /** A shopper whose token we cannot judge need not sign in again; one whose token we know does not notice at all. */
    @Test
    void anIssuerThatIsDownMeans503AndWhoIsKnownGoesOn() {
        String known = WEFT.sandbox().opaque("{}");
        assertThat(with(known, product()).status()).isEqualTo(200);
        String unknown = WEFT.sandbox().opaque("{}");
        for (String fault : List.of("{'error':'503'}", "{'latency':{'kind':'fixed','ms':3000}}")) {
            WEFT.sandbox().fault("issuer", fault);
            Answer answer = with(unknown, product());
            assertThat(answer.status()).as(fault + answer).isEqualTo(503);
            assertThat(answer.header("retry-after")).isNotEmpty();
            assertThat(with(known, product()).status()).isEqualTo(200);
            assertThat(WEFT.guest().get(product()).status()).as("a signed one").isEqualTo(200);
        }
        WEFT.sandbox().clearFaults();
        assertThat(with(unknown, product()).status()).isEqualTo(200);
    }
}
