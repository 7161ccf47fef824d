package dev.weft.security;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.kernel.MalformedJson;
import dev.weft.kernel.StrictJson;
import dev.weft.security.TokenRejected.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JWS in compact form, taken apart but not verified: nothing in it may be believed yet. Refuses every second spelling of the same
 * token (padding, white space, spare bits in the last character) and every header that asks for more than looking up a key by its id:
 * keys the token brings along, extensions, detached or encrypted content.
 *
 * <p>{@code jku} may be there, because Shopper Login sends it, and is never looked at.
 *
 * @param algorithm the header's {@code alg}, not yet held against any list
 * @param keyId the header's {@code kid}
 * @param payload the decoded second part
 * @param signingInput what was signed: the first two parts and the dot between them
 * @param signature the third part, still encoded
 */
record CompactToken(String algorithm, String keyId, byte[] payload, byte[] signingInput, String signature) {
    static final int MAX_LENGTH = 8 * 1024;
    private static final int MAX_KEY_ID = 128;
    private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");
    private static final Set<String> FORBIDDEN = Set.of("crit", "b64", "jwk", "x5c", "x5u", "enc", "zip", "cty");

    /** Takes {@code token} apart, whose length was checked already. */
    static CompactToken parse(String token) {
        int first = token.indexOf('.');
        int second = token.indexOf('.', first + 1);
        if (first <= 0 || second < 0 || second == token.length() - 1 || token.indexOf('.', second + 1) >= 0) {
            throw Reason.MALFORMED.rejection();
        }
        byte[] headerBytes = decode(token, 0, first);
        byte[] payload = decode(token, first + 1, second);
        requireCanonical(token, second + 1, token.length());
        JsonNode header = object(headerBytes, Reason.HEADER);
        for (String name : FORBIDDEN) {
            if (header.has(name)) {
                throw Reason.HEADER.rejection();
            }
        }
        requireType(header.get("typ"));
        byte[] signingInput = token.substring(0, second).getBytes(StandardCharsets.ISO_8859_1);
        return new CompactToken(
                text(header.get("alg"), Reason.ALGORITHM),
                keyId(header.get("kid")),
                payload,
                signingInput,
                token.substring(second + 1));
    }

    /** The payload as a JSON object. */
    JsonNode claims() {
        return object(payload, Reason.CLAIMS);
    }

    private static String keyId(@Nullable JsonNode kid) {
        String text = text(kid, Reason.KEY_ID);
        if (text.isEmpty() || text.length() > MAX_KEY_ID) {
            throw Reason.KEY_ID.rejection();
        }
        return text;
    }

    private static void requireType(@Nullable JsonNode type) {
        if (type != null
                && !(type.isTextual() && TYPES.contains(type.textValue().toLowerCase(Locale.ROOT)))) {
            throw Reason.HEADER.rejection();
        }
    }

    private static String text(@Nullable JsonNode node, Reason otherwise) {
        if (node == null || !node.isTextual()) {
            throw otherwise.rejection();
        }
        return node.textValue();
    }

    private static JsonNode object(byte[] json, Reason otherwise) {
        try {
            JsonNode node = StrictJson.unambiguous(json);
            if (node.isObject()) {
                return node;
            }
        } catch (MalformedJson e) {
            // Not JSON is as bad as JSON of the wrong shape.
        }
        throw otherwise.rejection();
    }

    private static byte[] decode(String token, int from, int to) {
        requireCanonical(token, from, to);
        return Base64.getUrlDecoder().decode(token.substring(from, to));
    }

    /** Java's decoder takes padding and ignores spare bits; each would make two tokens of one. */
    private static void requireCanonical(String token, int from, int to) {
        int last = 0;
        for (int i = from; i < to; i++) {
            last = value(token.charAt(i));
            if (last < 0) {
                throw Reason.MALFORMED.rejection();
            }
        }
        int spare = switch ((to - from) % 4) {
            case 1 -> 0b111111;
            case 2 -> 0b001111;
            case 3 -> 0b000011;
            default -> 0;
        };
        if ((to - from) % 4 == 1 || (last & spare) != 0) {
            throw Reason.MALFORMED.rejection();
        }
    }

    private static int value(char c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        }
        if (c >= '0' && c <= '9') {
            return c - '0' + 52;
        }
        return c == '-' ? 62 : c == '_' ? 63 : -1;
    }
}
