package dev.weft.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Project Wycheproof's verdicts on signatures and keys, on both cryptographies. */
class WycheproofTest {
    private static final Set<String> ALLOWED =
            Set.of("ES256", "ES384", "ES512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512");

    /**
     * Valid to their authors although the key's own {@code alg} is not the token's: PS256 against PS384, and ES521, which is no
     * algorithm. A key serves only the algorithm it names (RFC 8725, 3.1), as the same file demands elsewhere (332 to 340), so these are
     * refused. Anything listed here must be refused, so the list cannot hide an acceptance.
     */
    private static final Set<Integer> KEY_NAMES_ANOTHER_ALGORITHM = Set.of(346, 347, 350, 351);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void agreesOnSignatures(boolean fastest) throws IOException {
        assertThat(disagreements("json_web_signature_test.json", fastest)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void agreesOnKeys(boolean fastest) throws IOException {
        assertThat(disagreements("json_web_key_test.json", fastest)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void agreesOnTheCombinedFile(boolean fastest) throws IOException {
        assertThat(disagreements("json_web_crypto_test.json", fastest)).isEmpty();
    }

    private static List<String> disagreements(String file, boolean fastest) throws IOException {
        boolean signatures = file.contains("signature");
        JsonNode vectors = new ObjectMapper().readTree(vectors(file).toFile());
        List<String> wrong = new ArrayList<>();
        int accepted = 0;
        for (JsonNode group : vectors.get("testGroups")) {
            JsonNode published = group.has("public") ? group.get("public") : group.get("private");
            Map<String, SigningKey> keys = keys(published, fastest);
            for (JsonNode test : group.get("tests")) {
                int id = test.get("tcId").intValue();
                boolean symmetric = group.path("private").toString().contains("\"oct\"");
                boolean refusedByRule = symmetric || signatures && KEY_NAMES_ANOTHER_ALGORITHM.contains(id);
                boolean expected = test.get("result").textValue().equals("valid") && !refusedByRule;
                boolean actual = test.has("jws") && verifies(test.get("jws").asText(), keys);
                accepted += actual ? 1 : 0;
                if (expected != actual && test.has("jws")) {
                    wrong.add(id + " " + test.get("comment") + ": expected " + expected);
                }
            }
        }
        assertThat(accepted).as("vectors that are accepted at all").isPositive();
        return wrong;
    }

    private static Map<String, SigningKey> keys(JsonNode published, boolean fastest) {
        JsonNode set = published;
        if (!published.has("keys")) {
            ObjectNode wrapped = JsonNodeFactory.instance.objectNode();
            wrapped.putArray("keys").add(published);
            set = wrapped;
        }
        Signatures signatures = fastest ? Signatures.fastest() : Signatures.plain();
        return new KeySet(ALLOWED, signatures)
                .read(TestIssuer.bytes(set.toString()))
                .orElseThrow();
    }

    private static boolean verifies(String jws, Map<String, SigningKey> keys) {
        try {
            CompactToken token = CompactToken.parse(jws);
            SigningKey key = keys.get(token.keyId());
            return key != null && key.signed(token);
        } catch (TokenRejected e) {
            return false;
        }
    }

    private static Path vectors(String file) {
        String shared = System.getProperty("weft.shared", "");
        if (shared.isEmpty()) {
            Assumptions.abort("skipped: -Dweft.shared does not name the folder with the test vectors");
        }
        Path path = Path.of(shared, "vectors/wycheproof-jose", file);
        assertThat(Files.exists(path)).isTrue();
        return path;
    }
}
