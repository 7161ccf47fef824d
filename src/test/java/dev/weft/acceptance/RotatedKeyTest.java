package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.security.TestIssuer;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A key that the issuer begins to sign with while its keys cannot be fetched, over real sockets. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RotatedKeyTest {
    private static final String JWKS = "jwks: http://127.0.0.1:";
    private static final AtomicLong AHEAD = new AtomicLong();

    @RegisterExtension
    @Order(1)
    static final Tap TAP = new Tap();

    @RegisterExtension
    @Order(2)
    static final RunningWeft WEFT = RunningWeft.timed(
            RunningWeft.STANDARD,
            text -> RunningWeft.edited(RunningWeft.operated(text), JWKS + "9100/scapi", JWKS + TAP.port() + "/scapi"),
            () -> System.nanoTime() + AHEAD.get());

    private static void halfAMinuteLater() {
        AHEAD.addAndGet(TimeUnit.SECONDS.toNanos(31));
    }

    @Test
    void isAskedForAgainAndMeanwhileItsTokensAreNotCalledBad() {
        String guest = WEFT.sandbox().guest();
        String claims = new String(Base64.getUrlDecoder().decode(guest.split("\\.", -1)[1]), StandardCharsets.UTF_8);
        TestIssuer.Key key = TestIssuer.elliptic("rotated", "ES256");
        String token = TestIssuer.sign(key, "{\"alg\":\"ES256\",\"kid\":\"rotated\"}", claims);
        String target = "/v1/products/" + WEFT.sandbox().sku() + "?include=content";
        AtomicBoolean dark = new AtomicBoolean(true);
        AtomicInteger fetches = new AtomicInteger();
        TAP.answer("/oauth2/jwks", request -> {
            fetches.incrementAndGet();
            request.response()
                    .setStatusCode(dark.get() ? 500 : 200)
                    .putHeader("content-type", "application/json")
                    .end(Buffer.buffer(new TestIssuer().publish(key).keySet()));
        });
        halfAMinuteLater();
        for (int i = 0; i < 3; i++) {
            Answer answer = WEFT.as(token).get(target);
            assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
            assertThat(answer.header("retry-after")).isNotEmpty();
        }
        assertThat(WEFT.as(guest).get(target).status()).isEqualTo(200);
        assertThat(fetches).hasValue(1);
        dark.set(false);
        halfAMinuteLater();
        Answer answer = WEFT.as(token).get(target);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(fetches).hasValue(2);
    }
}
