package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintTest {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private static String canonical(String json) {
        try {
            return Fingerprint.canonical(JSON.readTree(json));
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "{\"a\":1,\"b\":2} ~ {\"b\":2,\"a\":1}",
                "{\"a\":{\"x\":1,\"y\":[]}} ~ { \"a\" : {\"y\":[ ],\"x\":1} }",
                "1.50 ~ 1.5",
                "1000 ~ 1e3",
                "100 ~ 100.00",
                "0 ~ 0.000",
                "0 ~ -0",
                "0 ~ 0e5",
                "\"\\u00fc\" ~ \"ü\"",
                "\"\\/\" ~ \"/\"",
                "\"A\" ~ \"\\u0041\""
            })
    void whatMeansTheSameIsTheSame(String one, String other) {
        assertThat(canonical(one)).isEqualTo(canonical(other));
    }

    /** All of them different from one another, however alike they look once brackets and quotes are thought away. */
    @Test
    void whatMeansSomethingElseIsAnother() {
        List<String> different = List.of(
                "{}",
                "[]",
                "null",
                "true",
                "false",
                "\"\"",
                "\"null\"",
                "\"true\"",
                "0",
                "\"0\"",
                "1",
                "\"1\"",
                "-1",
                "10",
                "0.1",
                "1.05",
                "[1]",
                "[1,2]",
                "[2,1]",
                "[12]",
                "[[1],2]",
                "[[1,2]]",
                "[\"1\",2]",
                "[\"1,2\"]",
                "[\"1\",\"2\"]",
                "[\"12\",\"\"]",
                "[\"\",\"12\"]",
                "[null]",
                "[null,null]",
                "{\"a\":null}",
                "{\"a\":1}",
                "{\"A\":1}",
                "{\"a\":\"1\"}",
                "{\"a\":[1]}",
                "{\"a\":{\"b\":1}}",
                "{\"a\":{},\"b\":1}",
                "{\"a\":1,\"b\":2}",
                "{\"a\":2,\"b\":1}",
                "{\"a\":\"1\\\"1:b\\\"1:2\"}",
                "{\"a\":\"x\",\"b\":\"y\"}",
                "{\"a\":\"x\\\"1:b\\\"1:y\"}",
                "{\"ab\":\"\"}",
                "{\"a\":\"b\"}",
                "\"é\"",
                "\"e\u0301\"",
                "\" \"",
                "\"  \"");
        Map<String, String> seen = new HashMap<>();
        different.forEach(
                json -> assertThat(seen.put(canonical(json), json)).as(json).isNull());
    }
}
