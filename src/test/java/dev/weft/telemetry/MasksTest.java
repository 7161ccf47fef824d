package dev.weft.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasksTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer 4f9a~LEAK",
                "cookie=dwsid=LEAK; cc=LEAK",
                "eyJhbGciOiJFUzI1NiJ9.LEAK.LEAK",
                "{\"client_secret\":\"LEAK\"}",
                "grant=x&refresh_token=LEAK&y=1",
                "password = LEAK",
                "no such mailbox: LEAK.LEAK@example.co.uk",
                "Basic TEVBSzpMRUFL"
            })
    void credentialsAndMailAddressesAreTakenOut(String text) {
        assertThat(Masks.apply("failed: " + text + " (3)")).contains("****").doesNotContain("LEAK", "TEVBSz");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111 1111 1111 1111",
                "5500-0000-0000-0004",
                "378282246310005",
                "+49 (0)40 1234567",
                "0049401234567",
                "+14155552671",
                "040/1234567",
                "(0171) 234-5678"
            })
    void cardsAndTelephonesAreTakenOut(String number) {
        assertThat(Masks.apply("about " + number + ".")).contains("****").doesNotContainPattern("[0-9]{4}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10000001",
                "4bf92f3577b34da6a3ce929d0e0e4736",
                "breaker of sap is open",
                "/v1/products/{sku}",
                "2026-11-25T04:17:11.123Z",
                "listening on port 8080, admin on 9090; 2 event loops",
                "4111111111111112",
                "127.0.0.1:43211"
            })
    void whatOperatorsNeedStays(String text) {
        assertThat(Masks.apply(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u001b[31mred", "back\u0008space", "new\u2028line", "\u202ereversed", "del\u007f"})
    void charactersThatFoolATerminalAreReplaced(String text) {
        assertThat(Masks.apply(text)).contains("?").doesNotContainPattern("[\\x00-\\x1f\\x7f\\u2028\\u202e]");
    }

    @ParameterizedTest
    @ValueSource(ints = {9_000, 1_000_000})
    void textsAreCapped(int length) {
        assertThat(Masks.apply("x".repeat(length))).hasSizeLessThan(8_200);
    }

    /** A text is searched only for what its characters allow; that must never be too little. */
    @Test
    void noRuleIsLeftOutThatWouldHaveFoundSomething() {
        List<String> pieces = List.of(
                "Bearer",
                "basic",
                " ",
                "\t",
                "authorization",
                "Set-Cookie",
                ":",
                "=",
                "eyJ",
                "abcDEF12.",
                "secret",
                "token",
                "a.b",
                "@",
                "%40",
                "example.com",
                "+49",
                "00",
                "0171",
                "/",
                "-",
                "1234567",
                "4111111111111111",
                "\u001b",
                "\u2028",
                "\"",
                "é",
                "\r\n");
        Random random = new Random(7);
        int masked = 0;
        for (int i = 0; i < 10_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int left = 1 + random.nextInt(8); left > 0; left--) {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
            String all = text.length() < 6 ? Masks.apply(text.toString()) : Masks.applyAll(text.toString());
            assertThat(Masks.apply(text.toString())).as("%s", text).isEqualTo(all);
            masked += all.contentEquals(text) ? 0 : 1;
        }
        assertThat(masked).isBetween(2_000, 9_000);
    }
}
