package dev.weft.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.security.SecurityListener.Refresh;
import dev.weft.security.TestIssuer.Key;
import dev.weft.security.TokenRejected.Reason;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** How keys come, stay and go, by a clock moved by hand and with every fetch counted. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("IssuerKeysTest")
class IssuerKeysTest {
    private static final Key FIRST = TestIssuer.elliptic("first", "ES256");
    private static final Key SECOND = TestIssuer.elliptic("second", "ES256");

    private final ManualTime time = new ManualTime();
    private final TestIssuer issuer = new TestIssuer().publish(FIRST);
    private final List<Refresh> refreshes = new ArrayList<>();
    private Supplier<Future<byte[]>> source = () -> Future.succeededFuture(issuer.keySet());
    private int fetches;
    private final TokenValidator validator = TokenValidator.create(
            List.of(IssuerSettings.slas(
                    "slas", "iss", "aud", Set.of("WeftEU"), URI.create("https://login.example.test/jwks"))),
            settings -> () -> {
                fetches++;
                return source.get();
            },
            time.pace(),
            new SecurityListener() {
                @Override
                public void keysRefreshed(String issuer, Refresh result, int keys) {
                    refreshes.add(result);
                }
            });

    @Test
    void acceptsANewKeyOnFirstUse() {
        validator.start();
        time.pass(Duration.ofMinutes(1));
        issuer.publish(SECOND);
        assertThat(verdict(token(SECOND, 0))).isEqualTo("ok");
        assertThat(fetches).isEqualTo(2);
    }

    @Test
    void refusesAWithdrawnKeyWithinFiveMinutesEvenForTokensItKnows() {
        issuer.publish(SECOND);
        validator.start();
        String token = token(SECOND, 0);
        assertThat(verdict(token)).isEqualTo("ok");
        issuer.withdraw(SECOND);
        time.pass(Duration.ofMinutes(4));
        assertThat(verdict(token)).isEqualTo("ok");
        assertThat(validator.known(token)).isPresent();
        time.pass(Duration.ofSeconds(40));
        assertThat(validator.known(token)).isEmpty();
        assertThat(verdict(token)).isEqualTo("unknown_key");
        assertThat(verdict(token(FIRST, 1))).isEqualTo("ok");
    }

    @Test
    void refusesAKeyReplacedUnderTheSameId() {
        validator.start();
        String token = token(FIRST, 0);
        assertThat(verdict(token)).isEqualTo("ok");
        issuer.withdraw(FIRST).publish(TestIssuer.elliptic("first", "ES256"));
        time.pass(Duration.ofMinutes(5));
        assertThat(validator.known(token)).isEmpty();
        assertThat(verdict(token)).isEqualTo("signature");
    }

    @Test
    void keepsServingKnownKeysWhileTheIssuerIsDarkButNotForever() {
        validator.start();
        source = () -> Future.failedFuture("dark");
        for (int hour = 0; hour < 23; hour++) {
            time.pass(Duration.ofHours(1));
            assertThat(verdict(token(FIRST, hour))).as("hour " + hour).isEqualTo("ok");
        }
        time.pass(Duration.ofHours(1).plusSeconds(1));
        assertThat(verdict(token(FIRST, 99))).isEqualTo("keys_unavailable");
        source = () -> Future.succeededFuture(issuer.keySet());
        time.pass(Duration.ofSeconds(31));
        assertThat(verdict(token(FIRST, 99))).isEqualTo("ok");
    }

    @Test
    void anAnswerThatIsNoKeySetChangesNothing() {
        validator.start();
        source = () -> Future.succeededFuture(TestIssuer.bytes("<html>busy</html>"));
        time.pass(Duration.ofMinutes(10));
        assertThat(verdict(token(FIRST, 0))).isEqualTo("ok");
        assertThat(refreshes).startsWith(Refresh.OK, Refresh.BAD_SET);
    }

    @Test
    void startsWithoutItsIssuerAndTriesAgainSoon() {
        source = () -> Future.failedFuture("dark");
        assertThat(validator.start().isComplete()).isTrue();
        assertThat(verdict(token(FIRST, 0))).isEqualTo("keys_unavailable");
        source = () -> Future.succeededFuture(issuer.keySet());
        time.pass(Duration.ofSeconds(6));
        assertThat(verdict(token(FIRST, 0))).isEqualTo("ok");
    }

    @Test
    void anIssuerThatIsDarkFromTheStartIsNotAskedAgainAndAgain() {
        source = () -> Future.failedFuture("dark");
        validator.start();
        time.pass(Duration.ofSeconds(6));
        assertThat(fetches).as("soon once more").isEqualTo(2);
        for (int i = 0; i < 300; i++) {
            time.pass(Duration.ofSeconds(1));
            verdict(token(FIRST, i));
        }
        assertThat(fetches).as("then twice a minute").isBetween(10, 12);
    }

    @Test
    void survivesASourceThatThrows() {
        source = () -> {
            throw new IllegalStateException("bug");
        };
        validator.start();
        assertThat(refreshes).containsExactly(Refresh.FAILED);
    }

    @Test
    void waitsForOneFetchTogetherAndOnlyUntilItsTimeout() {
        validator.start();
        time.pass(Duration.ofMinutes(1));
        issuer.publish(SECOND);
        Promise<byte[]> slow = Promise.promise();
        source = slow::future;
        Future<Principal> one = validator.validate(token(SECOND, 1));
        Future<Principal> two = validator.validate(token(SECOND, 2));
        assertThat(one.isComplete() || two.isComplete()).isFalse();
        assertThat(fetches).isEqualTo(2);
        time.pass(Duration.ofSeconds(4));
        assertThat(reason(one)).isEqualTo(Reason.KEYS_UNAVAILABLE);
        assertThat(reason(two)).isEqualTo(Reason.KEYS_UNAVAILABLE);
        assertThat(refreshes).endsWith(Refresh.TIMEOUT);
        slow.complete(issuer.keySet());
        assertThat(validator.validate(token(SECOND, 3)).failed())
                .as("a late answer is not taken")
                .isTrue();
    }

    @Test
    void aStormOfRandomKeyIdsCausesTwoFetchesAMinuteAndHidesNoNewKey() {
        validator.start();
        time.pass(Duration.ofMinutes(1));
        Random random = new Random(7);
        String[] part = token(FIRST, 0).split("\\.");
        int before = fetches;
        for (int i = 0; i < 120_000; i++) {
            time.pass(Duration.ofNanos(500_000));
            String header = "{\"alg\":\"ES256\",\"kid\":\"" + random.nextLong() + "\"}";
            String junk = TestIssuer.encode(TestIssuer.bytes(header)) + "." + part[1] + "." + part[2];
            assertThat(verdict(junk)).isEqualTo("unknown_key");
            if (i % 500 == 0) {
                assertThat(verdict(token(FIRST, i))).isEqualTo("ok");
            }
        }
        assertThat(fetches - before).isBetween(1, 2);
        issuer.publish(SECOND);
        time.pass(Duration.ofSeconds(30));
        assertThat(verdict(token(SECOND, 0))).isEqualTo("ok");
    }

    /** An issuer whose answer ends a fetch in this way. */
    private static Supplier<Future<byte[]>> ending(Refresh how) {
        return switch (how) {
            case OK -> throw new IllegalArgumentException("how: OK (expected: one without a set)");
            case FAILED -> () -> Future.failedFuture("dark");
            case TIMEOUT -> () -> Promise.<byte[]>promise().future();
            case BAD_SET -> () -> Future.succeededFuture(TestIssuer.bytes("<html>busy</html>"));
        };
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OK")
    void aFetchWithoutASetProvesNothingOfANewKeyWhichIsTakenWithTheNext(Refresh how) {
        validator.start();
        time.pass(Duration.ofMinutes(1));
        issuer.publish(SECOND);
        source = ending(how);
        Future<Principal> first = validator.validate(token(SECOND, 0));
        time.pass(Duration.ofSeconds(3));
        assertThat(refreshes).endsWith(how);
        assertThat(reason(first)).isEqualTo(Reason.KEYS_UNAVAILABLE);
        assertThat(Reason.KEYS_UNAVAILABLE.ourFault()).isTrue();
        source = () -> Future.succeededFuture(issuer.keySet());
        assertThat(verdict(token(SECOND, 1))).isEqualTo("keys_unavailable");
        assertThat(verdict(token(FIRST, 2))).isEqualTo("ok");
        assertThat(fetches).as("not before half a minute has passed").isEqualTo(2);
        time.pass(Duration.ofSeconds(30));
        assertThat(verdict(token(SECOND, 3))).isEqualTo("ok");
        assertThat(fetches).isEqualTo(3);
    }

    @Test
    void anIdThatTheIssuerHasNotIsRefusedAgainOnceItAnswers() {
        validator.start();
        time.pass(Duration.ofMinutes(1));
        source = ending(Refresh.FAILED);
        assertThat(verdict(token(SECOND, 0))).isEqualTo("keys_unavailable");
        source = () -> Future.succeededFuture(issuer.keySet());
        time.pass(Duration.ofSeconds(30));
        assertThat(verdict(token(SECOND, 1))).isEqualTo("unknown_key");
        time.pass(Duration.ofSeconds(59));
        assertThat(verdict(token(SECOND, 2))).isEqualTo("unknown_key");
        assertThat(fetches).as("remembered").isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(names = {"FAILED", "TIMEOUT"})
    void aStormOfRandomKeyIdsCausesTwoFetchesAMinuteWhileTheIssuerIsDarkToo(Refresh how) {
        validator.start();
        time.pass(Duration.ofMinutes(1));
        source = ending(how);
        Random random = new Random(11);
        String[] part = token(FIRST, 0).split("\\.");
        int before = fetches;
        for (int i = 0; i < 120_000; i++) {
            time.pass(Duration.ofNanos(500_000));
            String header = "{\"alg\":\"ES256\",\"kid\":\"" + random.nextLong() + "\"}";
            Future<Principal> junk =
                    validator.validate(TestIssuer.encode(TestIssuer.bytes(header)) + "." + part[1] + "." + part[2]);
            assertThat(junk.succeeded()).isFalse();
            if (i % 500 == 0) {
                assertThat(verdict(token(FIRST, i))).isEqualTo("ok");
            }
        }
        assertThat(fetches - before).isBetween(1, 2);
    }

    @Test
    void anIdThatAFetchDidNotBringCausesNoOtherForAWhile() {
        validator.start();
        time.pass(Duration.ofMinutes(1));
        assertThat(verdict(token(SECOND, 0))).isEqualTo("unknown_key");
        assertThat(fetches).isEqualTo(2);
        time.pass(Duration.ofSeconds(59));
        assertThat(verdict(token(SECOND, 0))).isEqualTo("unknown_key");
        assertThat(fetches).isEqualTo(2);
        time.pass(Duration.ofSeconds(2));
        assertThat(verdict(token(SECOND, 0))).isEqualTo("unknown_key");
        assertThat(fetches).isEqualTo(3);
    }

    @Test
    void forgetsAVerdictAfterAMinuteAndAtTheTokensEnd() {
        validator.start();
        String token = token(FIRST, 0);
        verdict(token);
        time.pass(Duration.ofSeconds(59));
        assertThat(validator.known(token)).isPresent();
        time.pass(Duration.ofSeconds(1));
        assertThat(validator.known(token)).isEmpty();
        String brief = token(FIRST, 1, Duration.ofSeconds(10));
        assertThat(verdict(brief)).isEqualTo("ok");
        time.pass(Duration.ofSeconds(10));
        assertThat(validator.known(brief)).isEmpty();
    }

    @Test
    void closeStopsFetching() {
        validator.start();
        validator.close();
        time.pass(Duration.ofHours(1));
        assertThat(fetches).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void leavesOutKeysItMustNotUse(String why, String jwk) {
        byte[] set = new TestIssuer().publish(FIRST).publish(jwk).keySet();
        var keys = new KeySet(Set.of("ES256", "RS256"), Signatures.fastest()).read(set);
        assertThat(keys.orElseThrow().keySet()).containsExactly("first");
    }

    static Stream<Arguments> leavesOutKeysItMustNotUse() {
        String ec = SECOND.json();
        String weak = TestIssuer.rsa("second", "RS256", 1024).json();
        return Stream.of(
                Arguments.of("symmetric", "{\"kty\":\"oct\",\"kid\":\"second\",\"k\":\"AAAA\"}"),
                Arguments.of("private", SECOND.jwk().toJSONString().replace("}", ",\"d\":\"AAAA\"}")),
                Arguments.of("for encryption", ec.replace("{", "{\"use\":\"enc\",")),
                Arguments.of("use that is no text", ec.replace("{", "{\"use\":[\"sig\"],")),
                Arguments.of("for signing only", ec.replace("{", "{\"key_ops\":[\"sign\"],")),
                Arguments.of("of another algorithm", ec.replace("{", "{\"alg\":\"ES384\",")),
                Arguments.of(
                        "of an algorithm not allowed",
                        TestIssuer.elliptic("second", "ES384").json()),
                Arguments.of("without id", ec.replace("\"kid\":\"second\",", "")),
                Arguments.of("with a number as id", ec.replace("\"second\"", "2")),
                Arguments.of("with an id of 129", ec.replace("second", "s".repeat(129))),
                Arguments.of("off the curve", ec.replaceFirst("\"x\":\"...", "\"x\":\"AAA")),
                Arguments.of("on an unknown curve", ec.replace("P-256", "P-257")),
                Arguments.of("without y", ec.replace("\"y\"", "\"z\"")),
                Arguments.of("a short RSA key", weak),
                Arguments.of("no object", "7"),
                Arguments.of("an unknown type", "{\"kty\":\"AKP\",\"kid\":\"second\"}"));
    }

    @Test
    void dropsBothKeysOfOneId() {
        byte[] set = new TestIssuer()
                .publish(FIRST)
                .publish(TestIssuer.elliptic("first", "ES256"))
                .publish(SECOND)
                .publish(FIRST)
                .keySet();
        var keys = new KeySet(Set.of("ES256"), Signatures.fastest()).read(set);
        assertThat(keys.orElseThrow().keySet()).containsExactly("second");
    }

    @Test
    void refusesSetsTooLargeToBeTrue() {
        KeySet reader = new KeySet(Set.of("ES256"), Signatures.fastest());
        TestIssuer many = new TestIssuer();
        for (int i = 0; i < 65; i++) {
            many.publish("{\"kty\":\"oct\"}");
        }
        assertThat(reader.read(many.keySet())).isEmpty();
        assertThat(reader.read(new byte[IssuerSettings.Keys.MAX_BYTES + 1])).isEmpty();
        assertThat(reader.read(TestIssuer.bytes("{\"keys\":{}}"))).isEmpty();
        assertThat(reader.read(TestIssuer.bytes("{\"keys\":[],\"keys\":[]}"))).isEmpty();
        assertThat(reader.read(TestIssuer.bytes("{\"keys\":[]}"))).isPresent();
    }

    private String verdict(String token) {
        Future<Principal> judged = validator.validate(token);
        assertThat(judged.isComplete()).isTrue();
        return judged.succeeded() ? "ok" : reason(judged).code();
    }

    private static Reason reason(Future<Principal> judged) {
        assertThat(judged.cause()).isInstanceOf(TokenRejected.class);
        return ((TokenRejected) judged.cause()).reason();
    }

    private String token(Key key, int number) {
        return token(key, number, Duration.ofMinutes(30));
    }

    private String token(Key key, int number, Duration life) {
        long now = time.instant().getEpochSecond();
        return TestIssuer.sign(
                key,
                "{\"alg\":\"ES256\",\"kid\":\"" + key.id() + "\"}",
                "{\"iss\":\"iss\",\"aud\":\"aud\",\"sub\":\"s" + number
                        + "\",\"isb\":\"upn:Guest::gcid:g::chid:WeftEU\",\"exp\":" + (now + life.toSeconds()) + "}");
    }
}
