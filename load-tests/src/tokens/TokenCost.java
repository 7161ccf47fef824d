import dev.weft.kernel.Ticker;
import dev.weft.security.IssuerSettings;
import dev.weft.security.Pace;
import dev.weft.security.SecurityListener;
import dev.weft.security.TokenValidator;
import io.vertx.core.Future;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;

/**
 * What one token costs the validator itself, in processor time of the calling thread: seen first (ES256) and seen again. Run from source
 * against the gateway's jar; {@code load-tests/run tokens} does it once with the native provider and once without.
 */
public final class TokenCost {
    private static final int ROUND = 2_000;
    private static final int ROUNDS = 9;
    private static final int WARMUP = 6_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private TokenCost() {}

    public static void main(String[] args) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        byte[] keySet = keySet((ECPublicKey) pair.getPublic());
        TokenValidator validator = TokenValidator.create(
                java.util.List.of(IssuerSettings.slas(
                        "slas",
                        "slas/prod/zzwf_001",
                        "commercecloud/prod/zzwf_001",
                        Set.of("WeftEU"),
                        URI.create("http://127.0.0.1/jwks"))),
                issuer -> () -> Future.succeededFuture(keySet),
                new Pace(Clock.systemUTC(), Ticker.system(), (delay, action) -> () -> {}),
                SecurityListener.NONE);
        validator.start();
        String[] tokens = new String[WARMUP + ROUND * ROUNDS];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = token(pair.getPrivate(), i);
        }
        first(validator, tokens, 0, WARMUP);
        again(validator, tokens, 100_000);
        double[] first = new double[ROUNDS];
        double[] again = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            first[round] = first(validator, tokens, WARMUP + round * ROUND, ROUND);
            again[round] = again(validator, tokens, 100_000);
        }
        System.out.println(String.format(
                Locale.ROOT,
                "%-10s java %s: seen first %.1f us, seen again %.2f us (medians of %d rounds)",
                validator.cryptography(),
                Runtime.version().feature(),
                median(first),
                median(again),
                ROUNDS));
        validator.close();
    }

    private static double first(TokenValidator validator, String[] tokens, int from, int count) {
        long start = THREADS.getCurrentThreadCpuTime();
        for (int i = from; i < from + count; i++) {
            if (!validator.validate(tokens[i]).succeeded()) {
                throw new IllegalStateException(
                        "refused: " + validator.validate(tokens[i]).cause());
            }
        }
        return (THREADS.getCurrentThreadCpuTime() - start) / 1e3 / count;
    }

    /** The same 64 tokens again and again; the last ones verified, so that they are still known. */
    private static double again(TokenValidator validator, String[] tokens, int count) {
        String[] known = Arrays.copyOf(tokens, 64);
        for (String token : known) {
            validator.validate(token);
        }
        long start = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < count; i++) {
            if (validator.known(known[i & 63]).isEmpty()) {
                throw new IllegalStateException("forgotten");
            }
        }
        return (THREADS.getCurrentThreadCpuTime() - start) / 1e3 / count;
    }

    private static String token(PrivateKey key, int number) throws Exception {
        long now = Instant.now().getEpochSecond();
        String header = "{\"ver\":\"1.0\",\"jku\":\"slas/prod/zzwf_001\",\"kid\":\"load-1\",\"typ\":\"jwt\","
                + "\"clv\":\"J2.3.4\",\"alg\":\"ES256\"}";
        String claims =
                "{\"aut\":\"GUID\",\"scp\":\"sfcc.shopper-standard sfcc.shopper-products\",\"sub\":\"cc-slas::zzwf_001"
                        + "::scid:8d3f6a9b-weft-storefront::usid:" + number
                        + "\",\"ctx\":\"slas\",\"iss\":\"slas/prod/zzwf_001\","
                        + "\"ist\":1,\"dnt\":\"0\",\"aud\":\"commercecloud/prod/zzwf_001\",\"nbf\":" + (now - 30)
                        + ",\"sty\":\"User\",\"isb\":\"uido:ecom::upn:s" + number
                        + "@example.com::uidn:Load Shopper::gcid:g" + number
                        + "::rcid:wsh" + number + "::chid:WeftEU\",\"exp\":" + (now + 1_800) + ",\"iat\":" + now
                        + ",\"jti\":\"C2C"
                        + number + "\"}";
        String input =
                base64(header.getBytes(StandardCharsets.UTF_8)) + "." + base64(claims.getBytes(StandardCharsets.UTF_8));
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(key);
        signature.update(input.getBytes(StandardCharsets.US_ASCII));
        return input + "." + base64(signature.sign());
    }

    private static byte[] keySet(ECPublicKey key) {
        return ("{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"use\":\"sig\",\"alg\":\"ES256\",\"kid\":\"load-1\",\"x\":\""
                        + coordinate(key.getW().getAffineX()) + "\",\"y\":\""
                        + coordinate(key.getW().getAffineY()) + "\"}]}")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String coordinate(BigInteger value) {
        byte[] bytes = value.toByteArray();
        byte[] fixed = new byte[32];
        int used = Math.min(32, bytes.length);
        System.arraycopy(bytes, bytes.length - used, fixed, 32 - used, used);
        return base64(fixed);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
