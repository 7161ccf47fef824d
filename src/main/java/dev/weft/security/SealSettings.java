package dev.weft.security;

import dev.weft.kernel.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/**
 * How a sender's messages are sealed.
 *
 * @param secrets shared with the sender: one, or two while the old one is being replaced. With {@code whsec_} in front it is base64, else
 *     the text's own bytes are the key; at least {@value #LEAST_BYTES} bytes
 * @param tolerance how far a message's timestamp may be from our clock, either way
 */
public record SealSettings(List<Secret> secrets, Duration tolerance) {
    public static final int LEAST_BYTES = 24;
    public static final int MOST_SECRETS = 2;
    private static final String BASE64 = "whsec_";

    public SealSettings {
        secrets = List.copyOf(secrets);
        if (secrets.isEmpty() || secrets.size() > MOST_SECRETS) {
            throw new IllegalArgumentException(
                    "secrets: " + secrets.size() + " (expected: one, or two to change them)");
        }
        for (Secret secret : secrets) {
            if (key(secret).length < LEAST_BYTES) {
                throw new IllegalArgumentException("secrets: too short (expected: at least 24 bytes)");
            }
        }
    }

    /** The bytes to sign with; the exception names no part of a secret that cannot be read. */
    static byte[] key(Secret secret) {
        String text = secret.reveal();
        if (!text.startsWith(BASE64)) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getDecoder().decode(text.substring(BASE64.length()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("secrets: not base64 behind whsec_");
        }
    }
}
