package dev.weft.load.backends;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;

/** Issues shoppers' ES256 access tokens with Shopper Login's claims, signed with a key of its own. */
public final class Shoppers {
    private static final String KEY_ID = "load-1";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final PrivateKey key;
    private final String keySet;

    private Shoppers(PrivateKey key, String keySet) {
        this.key = key;
        this.keySet = keySet;
    }

    public static Shoppers create() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        ECPublicKey open = (ECPublicKey) pair.getPublic();
        String set =
                "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"use\":\"sig\",\"alg\":\"ES256\",\"kid\":\"" + KEY_ID
                        + "\",\"x\":\"" + coordinate(open.getW().getAffineX()) + "\",\"y\":\""
                        + coordinate(open.getW().getAffineY()) + "\"}]}";
        return new Shoppers(pair.getPrivate(), set);
    }

    /** The issuer's public keys, as JWKS. */
    public String keySet() {
        return keySet;
    }

    /** A token of shopper {@code number}; two calls give two tokens. */
    public String token(int number) throws GeneralSecurityException {
        long now = Instant.now().getEpochSecond();
        String id = "%08d".formatted(number);
        String header = "{\"ver\":\"1.0\",\"jku\":\"slas/prod/zzwf_001\",\"kid\":\"" + KEY_ID
                + "\",\"typ\":\"jwt\",\"clv\":\"J2.3.4\",\"alg\":\"ES256\"}";
        String claims =
                "{\"aut\":\"GUID\",\"scp\":\"sfcc.shopper-standard sfcc.shopper-products sfcc.shopper-myaccount.rw\","
                        + "\"sub\":\"cc-slas::zzwf_001::scid:8d3f6a9b-weft-storefront::usid:" + id
                        + "\",\"ctx\":\"slas\","
                        + "\"iss\":\"slas/prod/zzwf_001\",\"ist\":1,\"dnt\":\"0\",\"aud\":\"commercecloud/prod/zzwf_001\","
                        + "\"nbf\":" + (now - 30) + ",\"sty\":\"User\",\"isb\":\"uido:ecom::upn:s" + id
                        + "@example.com::uidn:Load Shopper::gcid:g" + id + "::rcid:wsh" + id + "::chid:WeftEU\","
                        + "\"exp\":" + (now + 3_500) + ",\"iat\":" + now + ",\"jti\":\"C2C" + System.nanoTime() + "\"}";
        String input =
                base64(header.getBytes(StandardCharsets.UTF_8)) + "." + base64(claims.getBytes(StandardCharsets.UTF_8));
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(key);
        signature.update(input.getBytes(StandardCharsets.US_ASCII));
        return input + "." + base64(signature.sign());
    }

    /** Tokens of shoppers 1 to {@code count}. */
    public String[] tokens(int count) throws GeneralSecurityException {
        String[] tokens = new String[count];
        for (int i = 0; i < count; i++) {
            tokens[i] = token(i + 1);
        }
        return tokens;
    }

    private static String coordinate(BigInteger value) {
        byte[] bytes = value.toByteArray();
        byte[] fixed = new byte[32];
        int used = Math.min(32, bytes.length);
        System.arraycopy(bytes, bytes.length - used, fixed, 32 - used, used);
        return base64(fixed);
    }

    private static String base64(byte[] bytes) {
        return BASE64.encodeToString(bytes);
    }
}
