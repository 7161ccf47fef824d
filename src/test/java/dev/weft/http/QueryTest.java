package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
    private static final Set<String> KNOWN = Set.of("skus", "locale");

    @ParameterizedTest
    @CsvSource({
        "skus=a, a",
        "skus=, ''",
        "skus, ''",
        "&skus=a&, a",
        "locale=de&skus=a, a",
        "skus=a%2Cb, 'a,b'",
        "skus=a;b, a;b",
        "skus=a=b, a=b",
        "skus=a+b, a b",
        "skus=%c3%a4, ä",
        "%73kus=a, a",
        "locale=de, ",
    })
    void readsWhatIsWellFormed(String raw, String skus) {
        assertThat(Query.parse(raw, KNOWN).get("skus").orElse(null)).isEqualTo(skus);
    }

    @Test
    void nothingIsNoParameter() {
        assertThat(Query.parse(null, KNOWN).get("skus")).isEmpty();
        assertThat(Query.parse("", KNOWN).get("skus")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown=1",
                "Skus=a",
                "=a",
                "skus=a&skus=b",
                "skus=a&%73kus=b",
                "skus=a&skus",
                "skus=%",
                "skus=%4",
                "skus=%zz",
                "skus=%-1",
                "skus=%４１",
                "skus=%00",
                "skus=%0d%0a",
                "skus=%7f",
                "skus=%c2%85",
                "skus=%ff",
                "skus=%c0%af",
                "skus=%ed%a0%80",
                "skus=ä",
                "skus=a b",
                "skus=a\0",
                "skus[]=a",
                "a;skus=b",
            })
    void refusesEverythingElse(String raw) {
        assertThatThrownBy(() -> Query.parse(raw, KNOWN)).isInstanceOf(BadInput.class);
    }

    @Test
    void neverEchoesWhatItWasGiven() {
        assertThatThrownBy(() -> Query.parse("<script>=1", KNOWN))
                .isInstanceOfSatisfying(
                        BadInput.class,
                        bad -> assertThat(bad.problem().detail()).doesNotContain("script"));
    }

    @Test
    void whateverComesItThrowsNothingButBadInput() {
        Random random = new Random(20261123);
        String alphabet = "skulocae=&%+;,0123456789abcdefABCDEF\0\r\n ä１\ud800";
        for (int i = 0; i < 200_000; i++) {
            StringBuilder raw = new StringBuilder();
            for (int length = random.nextInt(24); length > 0; length--) {
                raw.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            parse(raw.toString());
            parse("skus=" + raw);
        }
    }

    private static void parse(String raw) {
        assertThatCode(() -> {
                    try {
                        Query.parse(raw, KNOWN);
                    } catch (BadInput expected) {
                        assertThat(expected.problem().status()).isEqualTo(400);
                    }
                })
                .as(raw)
                .doesNotThrowAnyException();
    }
}
