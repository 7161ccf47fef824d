package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.MultiMap;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldPolicyTest {
    private final FieldPolicy policy =
            new FieldPolicy(Set.of("authorization", "accept", "x-dnt"), Set.of("content-type", "etag"));
    private final FieldPolicy.Forwarding found = new FieldPolicy.Forwarding("203.0.113.9", true, "shop.example");

    @Test
    void onlyListedFieldsPass() {
        MultiMap received = MultiMap.caseInsensitiveMultiMap()
                .add("Authorization", "Bearer x")
                .add("ACCEPT", "application/json")
                .add("Cookie", "a=b")
                .add("X-User-Id", "admin")
                .add("TE", "trailers")
                .add("Proxy-Authorization", "y");
        assertThat(policy.onward(received, found).names())
                .containsExactlyInAnyOrder(
                        "authorization", "accept", "x-forwarded-for", "x-forwarded-proto", "x-forwarded-host");
    }

    @Test
    void whatConnectionNamesIsDroppedBothWays() {
        MultiMap received = MultiMap.caseInsensitiveMultiMap()
                .add("accept", "a")
                .add("x-dnt", "1")
                .add("Connection", "close, X-DNT");
        assertThat(policy.onward(received, found).names()).contains("accept").doesNotContain("x-dnt", "connection");
        MultiMap answered = MultiMap.caseInsensitiveMultiMap()
                .add("Content-Type", "text/plain")
                .add("ETag", "\"1\"")
                .add("Connection", "ETag")
                .add("Server", "secret/1.0")
                .add("Keep-Alive", "timeout=5");
        assertThat(policy.back(answered).names()).containsExactly("content-type");
    }

    @Test
    void whereTheRequestCameFromIsWrittenAnew() {
        MultiMap received = MultiMap.caseInsensitiveMultiMap()
                .add("X-Forwarded-For", "6.6.6.6")
                .add("X-Forwarded-Proto", "http")
                .add("X-Forwarded-Host", "evil.example")
                .add("Forwarded", "for=6.6.6.6");
        MultiMap passed = policy.onward(received, found);
        assertThat(passed.getAll("x-forwarded-for")).containsExactly("203.0.113.9");
        assertThat(passed.get("x-forwarded-proto")).isEqualTo("https");
        assertThat(passed.get("x-forwarded-host")).isEqualTo("shop.example");
        assertThat(passed.contains("forwarded")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connection",
                "te",
                "trailer",
                "upgrade",
                "keep-alive",
                "transfer-encoding",
                "content-length",
                "host",
                "proxy-authorization",
                "proxy-connection",
                "forwarded",
                "x-forwarded-for",
                "x-forwarded-user",
                "x-user-id",
                "remote-user",
                "weft-tenant",
                "x-weft-subject",
                "ssl-client-cert",
                "X-Custom"
            })
    void aListWithWhatMayNeverPassIsRefused(String name) {
        Set<String> names = Set.of(name);
        assertThatThrownBy(() -> new FieldPolicy(names, Set.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"server", "set-cookie", "x-powered-by", "connection", "via"})
    void aListOfAnswerFieldsMayNotTellOfTheBackend(String name) {
        Set<String> names = Set.of(name);
        assertThatThrownBy(() -> new FieldPolicy(Set.of(), names)).isInstanceOf(IllegalArgumentException.class);
    }
}
