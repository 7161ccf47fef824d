package dev.weft.load.strain;

import dev.weft.load.http.Requests;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.SplittableRandom;

/**
 * Tokens that look right in everything but that no key has their {@code kid}, a new one each time, and that their signature is chance.
 * Safe from any thread; seeded, but which thread gets which is not.
 */
final class StrangeTokens {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final int port;
    private final String claims;
    private final SplittableRandom random;

    /** {@code pattern} is a good token: its claims are copied. */
    StrangeTokens(int port, String pattern, long seed) {
        this.port = port;
        this.claims = pattern.substring(pattern.indexOf('.'), pattern.lastIndexOf('.') + 1);
        this.random = new SplittableRandom(seed);
    }

    /** A product page asked for with such a token. */
    Buffer next(String sku) {
        byte[] signature = new byte[64];
        long kid;
        synchronized (random) {
            kid = random.nextLong();
            random.nextBytes(signature);
        }
        String header = "{\"ver\":\"1.0\",\"jku\":\"slas/prod/zzwf_001\",\"kid\":\"" + Long.toHexString(kid)
                + "\",\"typ\":\"jwt\",\"clv\":\"J2.3.4\",\"alg\":\"ES256\"}";
        return Requests.get(
                port,
                "/v1/products/" + sku,
                BASE64.encodeToString(header.getBytes(StandardCharsets.UTF_8))
                        + claims
                        + BASE64.encodeToString(signature));
    }
}
