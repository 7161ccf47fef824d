package dev.weft.backend.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kernel.Failure;
import dev.weft.kernel.Secret;
import dev.weft.testing.ManualClock;
import dev.weft.testing.Outcomes;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientTokensTest {
    private static final BackendAuth.ClientCredentials CREDENTIALS = new BackendAuth.ClientCredentials(
            "/token",
            "weft",
            new Secret("s3cret&more"),
            BackendAuth.ClientCredentials.Style.FORM,
            Optional.of("read"),
            Map.of());

    private final ManualClock clock = new ManualClock();
    private final List<BackendRequest> asked = new ArrayList<>();
    private final List<Promise<BackendResponse>> issuer = new ArrayList<>();
    private final ClientTokens tokens = new ClientTokens(
            "erp",
            CREDENTIALS,
            "/token",
            (request, context) -> {
                asked.add(request);
                Promise<BackendResponse> answer = Promise.promise();
                issuer.add(answer);
                return answer.future();
            },
            clock,
            ClientListener.NONE);

    @Test
    void oneFetchServesEveryoneWhoWaits() {
        Set<Future<String>> waiting = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            waiting.add(token());
        }
        assertThat(issuer).hasSize(1);
        grant(0, "t1", 3_600);
        assertThat(waiting).allMatch(one -> "t1".equals(one.result()));
        assertThat(token().result()).isEqualTo("t1");
        assertThat(issuer).hasSize(1);
    }

    @Test
    void sendsItsCredentialsAsAForm() {
        token();
        String body = new String(asked.get(0).body().orElseThrow().bytes(), StandardCharsets.UTF_8);
        assertThat(body)
                .isEqualTo("grant_type=client_credentials&client_id=weft&client_secret=s3cret%26more&scope=read");
    }

    @Test
    void renewsAheadOfItsEndWhileEveryoneGoesOnWithTheOldOne() {
        token();
        grant(0, "t1", 100);
        clock.pass(Duration.ofSeconds(79));
        assertThat(token().result()).isEqualTo("t1");
        assertThat(issuer).hasSize(1);
        clock.pass(Duration.ofSeconds(1));
        for (int i = 0; i < 10; i++) {
            assertThat(token().result()).isEqualTo("t1");
        }
        assertThat(issuer).hasSize(2);
        grant(1, "t2", 100);
        assertThat(token().result()).isEqualTo("t2");
    }

    @Test
    void aTokenThatIsAtItsEndIsNotUsed() {
        token();
        grant(0, "t1", 100);
        clock.pass(Duration.ofSeconds(96));
        assertThat(token().isComplete()).isFalse();
    }

    @Test
    void aRefusedTokenIsDroppedOnceHoweverManyReportIt() {
        token();
        grant(0, "t1", 3_600);
        tokens.refused("t1");
        Future<String> next = token();
        grant(1, "t2", 3_600);
        for (int i = 0; i < 50; i++) {
            tokens.refused("t1");
        }
        assertThat(next.result()).isEqualTo("t2");
        assertThat(token().result()).isEqualTo("t2");
        assertThat(issuer).hasSize(2);
    }

    @Test
    void anIssuerThatRefusesIsAskedAgainOnlyAfterAPause() {
        Future<String> first = token();
        issuer.get(0).complete(answer(401, "{}"));
        assertThat(Outcomes.reason(first)).isEqualTo(Failure.Reason.UNAUTHORIZED);
        for (int i = 0; i < 100; i++) {
            assertThat(Outcomes.reason(token())).isEqualTo(Failure.Reason.UNAUTHORIZED);
        }
        assertThat(issuer).hasSize(1);
        clock.passMillis(1_000);
        token();
        assertThat(issuer).hasSize(2);
    }

    @Test
    void aRenewalThatFailsIsTriedAgainOnlyAfterAPauseAndTheOldTokenGoesOn() {
        token();
        grant(0, "t1", 100);
        clock.pass(Duration.ofSeconds(85));
        token();
        issuer.get(1).fail(Failure.of(Failure.Reason.CONNECT, "erp", "x").asException());
        for (int i = 0; i < 100; i++) {
            assertThat(token().result()).isEqualTo("t1");
        }
        assertThat(issuer).hasSize(2);
        clock.passMillis(1_000);
        token();
        assertThat(issuer).hasSize(3);
    }

    @Test
    void aBackendThatRefusesEveryTokenDoesNotMakeUsHammerTheIssuer() {
        token();
        grant(0, "t0", 3_600);
        tokens.refused("t0");
        token();
        grant(1, "t1", 3_600);
        for (int i = 0; i < 100; i++) {
            tokens.refused("t1");
            assertThat(token().result()).isEqualTo("t1");
        }
        assertThat(issuer).hasSize(2);
        clock.passMillis(1_000);
        tokens.refused("t1");
        assertThat(token().isComplete()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{\"access_token\":\"\"}", "{\"access_token\":null}", "{\"token\":\"x\"}"})
    void anUnreadableAnswerIsNoToken(String body) {
        Future<String> token = token();
        issuer.get(0).complete(answer(200, body));
        assertThat(Outcomes.reason(token)).isEqualTo(Failure.Reason.BAD_ANSWER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999999999999", "9223372036854775807", "-5", "0", "\"soon\"", "null"})
    void aLifetimeThatMakesNoSenseIsBounded(String lifetime) {
        Future<String> token = token();
        issuer.get(0).complete(answer(200, "{\"access_token\":\"t\",\"expires_in\":" + lifetime + "}"));
        assertThat(token.result()).isEqualTo("t");
        assertThat(token().result()).isEqualTo("t");
        assertThat(issuer).hasSize(1);
        clock.pass(Duration.ofDays(2));
        token();
        assertThat(issuer).hasSize(2);
    }

    private Future<String> token() {
        return tokens.token(clock.request(1_000));
    }

    private void grant(int request, String token, long seconds) {
        issuer.get(request)
                .complete(answer(200, "{\"access_token\":\"" + token + "\",\"expires_in\":" + seconds + "}"));
    }

    private static BackendResponse answer(int status, String body) {
        return new BackendResponse(status, MultiMap.caseInsensitiveMultiMap(), body.getBytes(StandardCharsets.UTF_8));
    }
}
