package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldPolicyTest {
    private final FieldPolicy policy = new FieldPolicy(Set.of("authorization", "accept", "x-dnt"), "sfdc_");
    private final FieldPolicy.Forwarding found = new FieldPolicy.Forwarding("203.0.113.9", true, "shop.example");

    private static Set<String> names(MultiMap fields) {
        return fields.names().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    private static MultiMap back(MultiMap answered) {
        MultiMap fields = MultiMap.caseInsensitiveMultiMap();
        FieldPolicy.back(answered, fields);
        return fields;
    }

    @Test
    void onlyListedFieldsAndOneFamilyPass() {
        MultiMap received = MultiMap.caseInsensitiveMultiMap()
                .add("Authorization", "Bearer x")
                .add("ACCEPT", "application/json")
                .add("sfdc_dwsid", "7")
                .add("SFDC_user_agent", "pwa")
                .add("sfdc", "no")
                .add("Cookie", "a=b")
                .add("X-Dnx", "as long, and with the same ends")
                .add("X-User-Id", "admin")
                .add("TE", "trailers")
                .add("Proxy-Authorization", "y");
        assertThat(names(policy.onward(received, found)))
                .containsExactlyInAnyOrder(
                        "authorization",
                        "accept",
                        "sfdc_dwsid",
                        "sfdc_user_agent",
                        "x-forwarded-for",
                        "x-forwarded-proto",
                        "x-forwarded-host");
    }

    @Test
    void everyLineOfAFieldPassesAsItIsWritten() {
        MultiMap received =
                MultiMap.caseInsensitiveMultiMap().add("Accept", "a").add("Accept", "B, c");
        assertThat(policy.onward(received, found).getAll("accept")).containsExactly("a", "B, c");
    }

    @Test
    void whatConnectionNamesIsDroppedBothWays() {
        MultiMap received = MultiMap.caseInsensitiveMultiMap()
                .add("accept", "a")
                .add("x-dnt", "1")
                .add("Connection", "close, X-DNT");
        assertThat(names(policy.onward(received, found))).contains("accept").doesNotContain("x-dnt", "connection");
        MultiMap answered = MultiMap.caseInsensitiveMultiMap()
                .add("Content-Type", "text/plain")
                .add("ETag", "\"1\"")
                .add("Connection", "ETag")
                .add("Keep-Alive", "timeout=5");
        assertThat(names(back(answered))).containsExactly("content-type");
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
        assertThat(passed.getAll("x-forwarded-proto")).containsExactly("https");
        assertThat(passed.getAll("x-forwarded-host")).containsExactly("shop.example");
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
                "sec-websocket-protocol",
                "forwarded",
                "x-forwarded-for",
                "x-forwarded-user",
                "x-user-id",
                "remote-user",
                "weft-tenant",
                "x-weft-subject",
                "ssl-client-cert",
                "X-Custom",
                ""
            })
    void aListWithWhatMayNeverPassIsRefused(String name) {
        Set<String> names = Set.of(name);
        assertThatThrownBy(() -> new FieldPolicy(names, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Server",
                "Via",
                "X-Powered-By",
                "X-AspNet-Version",
                "X-AspNetMvc-Version",
                "Alt-Svc",
                "Strict-Transport-Security",
                "NEL",
                "Report-To",
                "Access-Control-Allow-Origin",
                "Access-Control-Allow-Credentials",
                "Proxy-Authenticate",
                "Transfer-Encoding"
            })
    void anAnswerDoesNotTellOfWhatMadeItNorOfItsHost(String name) {
        MultiMap answered = MultiMap.caseInsensitiveMultiMap().add(name, "x").add("etag", "\"1\"");
        assertThat(names(back(answered))).containsExactly("etag");
    }

    @Test
    void everythingElseOfAnAnswerPassesLineByLine() {
        MultiMap answered = MultiMap.caseInsensitiveMultiMap();
        List<String> names = List.of(
                "Set-Cookie",
                "Location",
                "Vary",
                "sfdc_load",
                "correlationID",
                "X-Content",
                "Age",
                "Proxy",
                "c_anything",
                "P");
        names.forEach(name -> answered.add(name, "1").add(name, "2"));
        MultiMap passed = back(answered);
        assertThat(passed.names()).hasSameSizeAs(names);
        names.forEach(name -> assertThat(passed.getAll(name)).containsExactly("1", "2"));
    }
}
