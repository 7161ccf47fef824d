package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What tokens are checked with is remembered where nothing else is, and nothing a client can write brings SCAPI a question more. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FaceKeysTest {
    private static final String KEYS = "/shopper/auth/v1/organizations/f_ecom_zzwf_001/oauth2/jwks";

    @RegisterExtension
    @Order(1)
    static final Tap TAP = new Tap();

    @RegisterExtension
    @Order(2)
    static final RunningWeft WEFT = RunningWeft.with(
            RunningWeft.STANDARD,
            text -> RunningWeft.edited(
                    RunningWeft.edited(
                            text, "url: http://127.0.0.1:9100/scapi", "url: http://127.0.0.1:" + TAP.port() + "/scapi"),
                    "  cache: { catalogue: 5m, goods: 1m, own: 5s }\n",
                    ""));

    @BeforeEach
    void nothingIsRemembered() {
        WEFT.invalidate(false, "part:keys");
    }

    /** 25 a minute are all there are for all clients of an organisation together, and anybody may ask. */
    @Test
    void theKeysAreAskedForOnceThoughNothingElseIsRemembered() {
        Tap.Seen first = ask("GET", KEYS, "");
        Tap.Passed passed = TAP.passed().get(0);
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.body()).isEqualTo(passed.answer().body());
        assertThat(first.fields().get("content-type"))
                .isEqualTo(passed.answer().fields().get("content-type"));
        for (int i = 0; i < 30; i++) {
            assertThat(ask("GET", KEYS + "?n=" + i, "").body()).isEqualTo(first.body());
        }
        assertThat(ask("GET", KEYS.replace("f_ecom_", ""), "").body()).isEqualTo(first.body());
        Tap.Seen head = ask("HEAD", KEYS, "");
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body().length()).isZero();
        assertThat(head.fields().get("content-length"))
                .isEqualTo("" + first.body().length());
        assertThat(TAP.passed()).hasSize(1);
    }

    /** What another client would take for the same question is the same, or is no question at all. */
    @Test
    void thereIsNoOtherWayToTheKeys() {
        Tap.Seen withBody = ask("GET", KEYS, "{}");
        assertThat(withBody.status()).isEqualTo(400);
        assertThat(withBody.fields().get("content-type")).isEqualTo("application/problem+json");
        assertThat(withBody.body().toString()).contains("send it without");
        assertThat(ask("HEAD", KEYS, "{}").status()).isEqualTo(400);
        assertThat(ask("GET", KEYS.replace("jwks", "%6awks"), "").status()).isEqualTo(400);
        Tap.Seen posted = ask("POST", KEYS, "{}");
        assertThat(posted.status()).isEqualTo(405);
        assertThat(posted.fields().get("allow")).isEqualTo("GET, HEAD");
        assertThat(TAP.passed()).isEmpty();
    }

    @Test
    void keysAreEverybodysWhateverIsSaidWithThem() {
        List<String> tokens = new CopyOnWriteArrayList<>();
        MultiMap token = MultiMap.caseInsensitiveMultiMap().add("Authorization", "Bearer of-nobody");
        TAP.answer("/oauth2/jwks", request -> {
            tokens.add(request.headers().get("authorization") + "");
            request.response()
                    .putHeader("Set-Cookie", "seen=1")
                    .putHeader("Cache-Control", "no-cache, no-store")
                    .putHeader("Vary", "Origin, Access-Control-Request-Method")
                    .end("{\"keys\":[]}");
        });
        for (int i = 0; i < 3; i++) {
            Tap.Seen seen = TAP.send(WEFT.port(), HttpMethod.GET, KEYS, token, Buffer.buffer())
                    .await();
            assertThat(seen.status()).isEqualTo(200);
            assertThat(seen.fields().contains("set-cookie")).isFalse();
        }
        assertThat(tokens).as("asked once, with nobody's token").containsExactly("null");
    }

    @Test
    void nobodysHasteSpendsAQuestionForTheKeys() {
        HeldCalls held = new HeldCalls();
        TAP.answer("/oauth2/jwks", held);
        MultiMap hasty = MultiMap.caseInsensitiveMultiMap().add("X-Request-Deadline-Ms", "1");
        var first = TAP.send(WEFT.port(), HttpMethod.GET, KEYS, hasty, Buffer.buffer());
        HeldCalls.Call question = held.next();
        var second = TAP.send(WEFT.port(), HttpMethod.GET, KEYS, hasty, Buffer.buffer());
        question.answer(200, "{\"keys\":[]}");
        assertThat(first.await().status()).isEqualTo(200);
        assertThat(second.await().status()).isEqualTo(200);
        assertThat(held.count()).isEqualTo(1);
    }

    private static Tap.Seen ask(String method, String uri, String body) {
        return TAP.send(
                        WEFT.port(),
                        HttpMethod.valueOf(method),
                        uri,
                        MultiMap.caseInsensitiveMultiMap(),
                        Buffer.buffer(body))
                .await();
    }
}
