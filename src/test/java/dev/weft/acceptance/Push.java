package dev.weft.acceptance;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A push as a back-office system makes it; each {@code with} changes one thing and leaves the signature as it was. */
record Push(String path, String id, String timestamp, String signature, String body) {

    static Push of(String path, String secret, String body) {
        return at(path, secret, body, System.currentTimeMillis() / 1000);
    }

    static Push at(String path, String secret, String body, long seconds) {
        String id = "msg-" + UUID.randomUUID();
        return new Push(path, id, Long.toString(seconds), signature(secret, id + '.' + seconds + '.' + body), body);
    }

    private static String signature(String secret, String signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    Push withBody(String other) {
        return new Push(path, id, timestamp, signature, other);
    }

    Push withPath(String other) {
        return new Push(other, id, timestamp, signature, body);
    }

    Push withId(String other) {
        return new Push(path, other, timestamp, signature, body);
    }

    Push withTimestamp(long other) {
        return new Push(path, id, Long.toString(other), signature, body);
    }

    Answer to(Storefront port) {
        return port.with("webhook-id", id)
                .with("webhook-timestamp", timestamp)
                .with("webhook-signature", signature)
                .post(path, body);
    }
}
