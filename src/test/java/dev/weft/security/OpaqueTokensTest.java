package dev.weft.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kernel.Secret;
import dev.weft.security.TokenRejected.Reason;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpaqueTokensTest {
    private static final String TOKEN = "opq_0123456789";

    private final ManualTime time = new ManualTime();
    private final List<Promise<byte[]>> questions = new ArrayList<>();
    private final TokenValidator validator = TokenValidator.create(
            List.of(issuer(Duration.ofSeconds(60))),
            new TokenValidator.Sources(issuer -> () -> Future.failedFuture("it has no keys"), issuer -> token -> {
                Promise<byte[]> answer = Promise.promise();
                questions.add(answer);
                return answer.future();
            }),
            time.pace(),
            SecurityListener.NONE);

    private static IssuerSettings issuer(Duration keep) {
        return new IssuerSettings(
                "login",
                IssuerSettings.Profile.GENERIC,
                "https://login.example.com",
                "weft",
                Set.of("shop"),
                IssuerSettings.Times.of(Duration.ofHours(1)),
                new IssuerSettings.Introspection(
                        URI.create("https://login.example.com/introspect"),
                        "weft",
                        new Secret("s"),
                        keep,
                        Duration.ofSeconds(1),
                        100));
    }

    private String says(long lifetimeSeconds) {
        return "{\"active\":true,\"iss\":\"https://login.example.com\",\"aud\":[\"weft\"],\"sub\":\"ada\",\"scope\":\"a b\","
                + "\"exp\":" + (time.instant().getEpochSecond() + lifetimeSeconds) + "}";
    }

    private void answer(int question, String json) {
        questions.get(question).complete(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String verdict(Future<Principal> judged) {
        assertThat(judged.isComplete()).isTrue();
        return judged.succeeded()
                ? "ok"
                : ((TokenRejected) judged.cause()).reason().code();
    }

    @Test
    void asksOnceHoweverManyRequestsCarryTheToken() {
        List<Future<Principal>> judged = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            judged.add(validator.validate(TOKEN));
        }
        assertThat(questions).hasSize(1);
        answer(0, says(600));
        assertThat(judged).allSatisfy(one -> assertThat(verdict(one)).isEqualTo("ok"));
        Principal who = judged.get(99).result();
        assertThat(who.subject()).isEqualTo("ada");
        assertThat(who.site()).isEqualTo("shop");
        assertThat(who.scopes()).contains("a", "b");
        assertThat(validator.known(TOKEN)).contains(who);
    }

    @Test
    void aGoodVerdictIsUsedForItsTimeAndNeverPastTheTokensEnd() {
        validator.validate(TOKEN);
        answer(0, says(600));
        time.pass(Duration.ofSeconds(59));
        assertThat(validator.known(TOKEN)).isPresent();
        time.pass(Duration.ofSeconds(1));
        assertThat(validator.known(TOKEN)).isEmpty();

        validator.validate(TOKEN);
        answer(1, says(10));
        time.pass(Duration.ofSeconds(9));
        assertThat(validator.known(TOKEN)).isPresent();
        time.pass(Duration.ofSeconds(1));
        assertThat(validator.known(TOKEN)).as("its end").isEmpty();
    }

    @Test
    void aBadVerdictIsUsedForFiveSeconds() {
        Future<Principal> judged = validator.validate(TOKEN);
        answer(0, "{\"active\":false}");
        assertThat(verdict(judged)).isEqualTo("inactive");
        assertThat(verdict(validator.validate(TOKEN))).isEqualTo("inactive");
        assertThat(questions).hasSize(1);
        time.pass(Duration.ofSeconds(5));
        validator.validate(TOKEN);
        assertThat(questions).hasSize(2);
    }

    @Test
    void anIssuerThatCannotBeAskedIsNoVerdictAndNotRemembered() {
        Future<Principal> judged = validator.validate(TOKEN);
        questions.get(0).fail("connection refused");
        assertThat(verdict(judged)).isEqualTo("issuer_unavailable");
        assertThat(Reason.ISSUER_UNAVAILABLE.ourFault()).isTrue();
        Future<Principal> again = validator.validate(TOKEN);
        assertThat(questions).hasSize(2);
        answer(1, says(600));
        assertThat(verdict(again)).isEqualTo("ok");
    }

    @Test
    void asksNoMoreThanSoManyQuestionsAtOnce() {
        for (int i = 0; i < 1024; i++) {
            assertThat(validator.validate("opq_" + i).isComplete()).isFalse();
        }
        assertThat(verdict(validator.validate("opq_more"))).isEqualTo("issuer_unavailable");
        answer(0, says(600));
        assertThat(validator.validate("opq_more").isComplete()).isFalse();
    }

    /** NOW stands for the present in seconds; quotes are single. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ok                 | {'active':true,'aud':'weft','sub':'ada','exp':NOW+60}",
                "issuer             | {'active':true,'iss':'https://evil.example.com','aud':'weft','sub':'ada','exp':NOW+60}",
                "issuer             | {'active':true,'iss':['https://login.example.com'],'aud':'weft','sub':'ada','exp':NOW+60}",
                "audience           | {'active':true,'aud':'another','sub':'ada','exp':NOW+60}",
                "audience           | {'active':true,'sub':'ada','exp':NOW+60}",
                "claims             | {'active':true,'aud':'weft','sub':'ada'}",
                "claims             | {'active':true,'aud':'weft','sub':'ada','exp':'NOW+60'}",
                "expired            | {'active':true,'aud':'weft','sub':'ada','exp':NOW-60}",
                "lifetime           | {'active':true,'aud':'weft','sub':'ada','exp':NOW+90000}",
                "not_yet_valid      | {'active':true,'aud':'weft','sub':'ada','nbf':NOW+50,'exp':NOW+60}",
                "subject            | {'active':true,'aud':'weft','exp':NOW+60}",
                "subject            | {'active':true,'aud':'weft','sub':' ','exp':NOW+60}",
                "site               | {'active':true,'aud':'weft','sub':'ada','site':'another','exp':NOW+60}",
                "inactive           | {'active':false,'aud':'weft','sub':'ada','exp':NOW+60}",
                "issuer_unavailable | {'active':'true','aud':'weft','sub':'ada','exp':NOW+60}",
                "issuer_unavailable | {'active':false,'active':true,'aud':'weft','sub':'ada','exp':NOW+60}",
                "issuer_unavailable | {'aud':'weft','sub':'ada','exp':NOW+60}",
                "issuer_unavailable | []",
                "issuer_unavailable | <html>",
            })
    void holdsTheAnswerToTheRulesOfClaims(String verdict, String answer) {
        Future<Principal> judged = validator.validate(TOKEN);
        long now = time.instant().getEpochSecond();
        String json = answer.replace('\'', '"');
        for (int seconds : new int[] {90000, 60, 50, -60}) {
            json = json.replace("NOW" + (seconds > 0 ? "+" : "") + seconds, Long.toString(now + seconds));
        }
        answer(0, json);
        assertThat(verdict(judged)).as(json).isEqualTo(verdict);
        assertThat(validator.known(TOKEN).isPresent()).isEqualTo(verdict.equals("ok"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "=", "a b", "a\tb", "ä", "a,b", "a\"b", "header.claims.signature", "a=b"})
    void whatIsNoOpaqueTokenIsNeverAskedAbout(String token) {
        assertThat(validator.validate(token).failed()).isTrue();
        assertThat(questions).isEmpty();
    }
}
