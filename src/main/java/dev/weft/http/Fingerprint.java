package dev.weft.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.order.Claim;
import dev.weft.security.Principal;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/**
 * Makes a claim out of a request. Its scope tells apart whose key it is and for which route, so that another shopper's same key is another
 * one; its fingerprint covers method, path, query and body. Bodies that mean the same are the same: members in any order, 1.50 and
 * 1.5, escapes however written. Every field is written with its length, so that none can pretend to be two.
 */
final class Fingerprint {
    private static final HexFormat HEX = HexFormat.of();

    private Fingerprint() {}

    static Claim claim(Exchange exchange, String key, JsonNode body) {
        Principal who = exchange.principal();
        String method = exchange.request().method().name();
        String scope = hash(List.of(
                who.issuer(),
                who.site(),
                who.customerId(),
                method,
                exchange.route().template(),
                key));
        String query =
                exchange.request().query() == null ? "" : exchange.request().query();
        return new Claim(scope, hash(List.of(method, exchange.request().path(), query, canonical(body))));
    }

    private static String hash(List<String> fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String field : fields) {
            byte[] text = field.getBytes(StandardCharsets.UTF_8);
            bytes.writeBytes(
                    ByteBuffer.allocate(Integer.BYTES).putInt(text.length).array());
            bytes.writeBytes(text);
        }
        try {
            return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    static String canonical(JsonNode node) {
        StringBuilder text = new StringBuilder();
        write(node, text);
        return text.toString();
    }

    private static void write(JsonNode node, StringBuilder text) {
        if (node.isObject()) {
            TreeMap<String, JsonNode> members = new TreeMap<>();
            node.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
            text.append('{').append(members.size());
            members.forEach((name, value) -> {
                write(name, text);
                write(value, text);
            });
        } else if (node.isArray()) {
            text.append('[').append(node.size());
            node.forEach(item -> write(item, text));
        } else if (node.isNumber()) {
            boolean zero = node.decimalValue().signum() == 0;
            text.append('#')
                    .append(
                            zero
                                    ? "0"
                                    : node.decimalValue().stripTrailingZeros().toString());
        } else if (node.isTextual()) {
            write(node.textValue(), text);
        } else {
            text.append(node.asText());
        }
    }

    private static void write(String value, StringBuilder text) {
        text.append('"').append(value.length()).append(':').append(value);
    }
}
