package dev.weft.security;

import static dev.weft.security.TestIssuer.bytes;
import static dev.weft.security.TestIssuer.encode;
import static dev.weft.security.TestIssuer.sign;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.security.IssuerSettings.Keys;
import dev.weft.security.IssuerSettings.Profile;
import dev.weft.security.IssuerSettings.Times;
import dev.weft.security.TestIssuer.Key;
import dev.weft.security.TokenRejected.Reason;
import io.vertx.core.Future;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** One row, one token, really signed; what is said of it is the verdict's code, or {@code ok}. */
class TokenVerdictsTest {
    private static final String ISS = "slas/prod/zzwf_001";
    private static final String AUD = "commercecloud/prod/zzwf_001";
    private static final String GENERIC_ISS = "https://login.example.test/";
    private static final long NOW = new ManualTime().instant().getEpochSecond();

    private static final Key EC = TestIssuer.elliptic("ec-1", "ES256");
    private static final Key EC_OTHER = TestIssuer.elliptic("ec-1", "ES256");
    private static final Key EC_384 = TestIssuer.elliptic("ec-384", "ES384");
    private static final Key RSA = TestIssuer.rsa("rsa-1", "RS256", 2048);
    private static final Key RSA_PSS = new Key("rsa-1", "PS256", RSA.secret(), RSA.jwk());
    private static final Key LONG_ID = TestIssuer.elliptic("k".repeat(128), "ES256");
    private static final Key GENERIC = TestIssuer.elliptic("g-1", "ES256");

    private static final String HEADER = "{\"alg\":\"ES256\",\"kid\":\"ec-1\"}";
    private static final String ISB_GUEST = "uido:slas::upn:Guest::uidn:Guest User::gcid:g100::chid:WeftEU";
    private static final String ISB_SIGNED_IN =
            "uido:ecom::upn:anna@example.test::uidn:Anna Muster::gcid:g100::rcid:r200::chid:WeftEU";

    private final ManualTime time = new ManualTime();
    private final TokenValidator validator = validator(time);

    private static TokenValidator validator(ManualTime time) {
        URI jwks = URI.create("https://login.example.test/jwks");
        IssuerSettings slas = IssuerSettings.slas("slas", ISS, AUD, Set.of("WeftEU", "WeftUK"), jwks);
        IssuerSettings generic = new IssuerSettings(
                "login",
                Profile.GENERIC,
                GENERIC_ISS,
                "weft",
                Set.of("WeftJP"),
                Times.of(Duration.ofHours(12)),
                Keys.of(jwks, Set.of("ES256", "ES384", "RS256")));
        byte[] slasKeys = new TestIssuer()
                .publish(EC)
                .publish(EC_384)
                .publish(RSA)
                .publish(LONG_ID)
                .keySet();
        byte[] genericKeys =
                new TestIssuer().publish(GENERIC).publish(EC_384).publish(RSA).keySet();
        TokenValidator validator = TokenValidator.create(
                List.of(slas, generic),
                issuer -> () -> Future.succeededFuture(issuer.name().equals("slas") ? slasKeys : genericKeys),
                time.pace(),
                SecurityListener.NONE);
        validator.start();
        return validator;
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @MethodSource({"encodings", "headers", "algorithms", "dates", "audiencesAndSubjects", "identities", "generic"})
    void judges(String what, String verdict, String token) {
        assertThat(verdict(token)).isEqualTo(verdict);
        assertThat(verdict(token)).as("asked again").isEqualTo(verdict);
        assertThat(validator.known(token).isPresent()).isEqualTo(verdict.equals("ok"));
    }

    static Stream<Arguments> encodings() {
        String good = sign(EC, HEADER, claims());
        String[] part = good.split("\\.");
        return Stream.of(
                row("a plain guest token", "ok", good),
                row("nothing", Reason.MALFORMED, ""),
                row("two dots alone", Reason.MALFORMED, ".."),
                row("one part", Reason.MALFORMED, part[0]),
                row("two parts", Reason.MALFORMED, part[0] + "." + part[1]),
                row("four parts", Reason.MALFORMED, good + ".AA"),
                row("five parts, as of JWE", Reason.MALFORMED, good + ".AA.AA"),
                row("no header", Reason.MALFORMED, "." + part[1] + "." + part[2]),
                row("no payload", Reason.CLAIMS, part[0] + ".." + part[2]),
                row("no signature", Reason.MALFORMED, part[0] + "." + part[1] + "."),
                row("padding after the header", Reason.MALFORMED, part[0] + "=." + part[1] + "." + part[2]),
                row("padding after the signature", Reason.MALFORMED, good + "=="),
                row("a blank in front", Reason.MALFORMED, " " + good),
                row("a line break at the end", Reason.MALFORMED, good + "\n"),
                row("a blank within", Reason.MALFORMED, good.substring(0, 10) + " " + good.substring(10)),
                row(
                        "the other base64 alphabet",
                        Reason.MALFORMED,
                        part[0] + "." + part[1] + ".+/" + part[2].substring(2)),
                row("spare bits set in the signature", Reason.MALFORMED, withSpareBits(good)),
                row("a letter beyond ASCII", Reason.MALFORMED, "\u00e9" + good),
                row("a letter beyond Latin-1", Reason.MALFORMED, good.replace('A', '\u0410')),
                row("a cut signature", Reason.SIGNATURE, cutSignature(good)),
                row("a DER signature", Reason.SIGNATURE, part[0] + "." + part[1] + "." + encode(new byte[71])),
                row("a signature of zeros", Reason.SIGNATURE, part[0] + "." + part[1] + "." + encode(new byte[64])),
                row(
                        "another token's signature",
                        Reason.SIGNATURE,
                        part[0] + "." + part[1] + "." + sign(EC, HEADER, "{}").split("\\.")[2]),
                row("exactly the cap", "ok", filledTo(8192)),
                row("one byte above the cap", Reason.TOO_LARGE, filledTo(8192) + "A"),
                row("a megabyte", Reason.TOO_LARGE, "A".repeat(1 << 20)));
    }

    static Stream<Arguments> headers() {
        return Stream.of(
                row(
                        "typ jwt, jku and clv as the vendor sends",
                        "ok",
                        header("\"typ\":\"jwt\",\"jku\":\"" + ISS + "\",\"clv\":\"J2.3\",\"ver\":\"1.0\"")),
                row("typ at+jwt", "ok", header("\"typ\":\"at+jwt\"")),
                row("jku at an attacker's", "ok", header("\"jku\":\"https://evil.example.test/keys\"")),
                row("another typ", Reason.HEADER, header("\"typ\":\"dpop+jwt\"")),
                row("a typ that is no text", Reason.HEADER, header("\"typ\":1")),
                row("a repeated alg", Reason.HEADER, header("\"alg\":\"ES256\"")),
                row("a repeated kid", Reason.HEADER, header("\"kid\":\"ec-1\"")),
                row("an unknown crit", Reason.HEADER, header("\"crit\":[\"exp\"],\"exp\":1")),
                row("an empty crit", Reason.HEADER, header("\"crit\":[]")),
                row("crit null", Reason.HEADER, header("\"crit\":null")),
                row("b64 false", Reason.HEADER, header("\"b64\":false,\"crit\":[\"b64\"]")),
                row("b64 true", Reason.HEADER, header("\"b64\":true")),
                row("a key of its own", Reason.HEADER, header("\"jwk\":" + EC.json())),
                row("a certificate of its own", Reason.HEADER, header("\"x5c\":[\"MIIB\"]")),
                row("an address of a certificate", Reason.HEADER, header("\"x5u\":\"https://evil.example.test/\"")),
                row("compressed", Reason.HEADER, header("\"zip\":\"DEF\"")),
                row("nested", Reason.HEADER, header("\"cty\":\"JWT\"")),
                row("encrypted", Reason.HEADER, header("\"enc\":\"A128GCM\"")),
                row("a header that is an array", Reason.HEADER, sign(EC, "[]", claims())),
                row("a header that is no JSON", Reason.HEADER, sign(EC, "{alg:ES256}", claims())),
                row(
                        "a header with a comment",
                        Reason.HEADER,
                        sign(EC, "{/**/\"alg\":\"ES256\",\"kid\":\"ec-1\"}", claims())),
                row("a header with trailing data", Reason.HEADER, sign(EC, HEADER + "{}", claims())),
                row("a header with NaN", Reason.HEADER, header("\"x\":NaN")),
                row("a header with a lone surrogate", Reason.HEADER, header("\"x\":\"\\ud800\"")),
                row("a header 70 levels deep", Reason.HEADER, header("\"x\":" + "[".repeat(70) + "]".repeat(70))),
                row(
                        "a header in UTF-16",
                        Reason.HEADER,
                        sign(EC, HEADER.getBytes(StandardCharsets.UTF_16BE), bytes(claims()))),
                row("a header with a byte order mark", Reason.HEADER, sign(EC, "\uFEFF" + HEADER, claims())),
                row("no kid", Reason.KEY_ID, sign(EC, "{\"alg\":\"ES256\"}", claims())),
                row("an empty kid", Reason.KEY_ID, sign(EC, "{\"alg\":\"ES256\",\"kid\":\"\"}", claims())),
                row("a kid that is a number", Reason.KEY_ID, sign(EC, "{\"alg\":\"ES256\",\"kid\":1}", claims())),
                row(
                        "a kid of 128",
                        "ok",
                        sign(LONG_ID, "{\"alg\":\"ES256\",\"kid\":\"" + "k".repeat(128) + "\"}", claims())),
                row(
                        "a kid of 129",
                        Reason.KEY_ID,
                        sign(EC, "{\"alg\":\"ES256\",\"kid\":\"" + "k".repeat(129) + "\"}", claims())),
                row(
                        "a kid that is a path",
                        Reason.UNKNOWN_KEY,
                        sign(EC, "{\"alg\":\"ES256\",\"kid\":\"../../dev/null\"}", claims())),
                row(
                        "a kid that is SQL",
                        Reason.UNKNOWN_KEY,
                        sign(EC, "{\"alg\":\"ES256\",\"kid\":\"ec-1' OR '1'='1\"}", claims())),
                row(
                        "a kid in other letters",
                        Reason.UNKNOWN_KEY,
                        sign(EC, "{\"alg\":\"ES256\",\"kid\":\"EC-1\"}", claims())));
    }

    static Stream<Arguments> algorithms() {
        String unsigned = encode(bytes("{\"alg\":\"none\",\"kid\":\"ec-1\"}")) + "." + encode(bytes(claims())) + ".";
        return Stream.of(
                row("none and no signature", Reason.MALFORMED, unsigned),
                row("none and some signature", Reason.ALGORITHM, algorithm(EC, "none", "ec-1")),
                row("None", Reason.ALGORITHM, algorithm(EC, "None", "ec-1")),
                row("NONE", Reason.ALGORITHM, algorithm(EC, "NONE", "ec-1")),
                row("an empty alg", Reason.ALGORITHM, algorithm(EC, "", "ec-1")),
                row("no alg", Reason.ALGORITHM, sign(EC, "{\"kid\":\"ec-1\"}", claims())),
                row(
                        "an alg that is no text",
                        Reason.ALGORITHM,
                        sign(EC, "{\"alg\":[\"ES256\"],\"kid\":\"ec-1\"}", claims())),
                row("es256 in small letters", Reason.ALGORITHM, algorithm(EC, "es256", "ec-1")),
                row("HS256 with the public key as secret", Reason.ALGORITHM, hmac("ec-1")),
                row("RS256, good but not allowed", Reason.ALGORITHM, algorithm(RSA, "RS256", "rsa-1")),
                row("ES384, good but not allowed", Reason.ALGORITHM, algorithm(EC_384, "ES384", "ec-384")),
                row("ES256 naming an RSA key", Reason.UNKNOWN_KEY, algorithm(EC, "ES256", "rsa-1")),
                row("ES256 naming a key of another curve", Reason.UNKNOWN_KEY, algorithm(EC, "ES256", "ec-384")),
                row("a stranger's key under a known id", Reason.SIGNATURE, sign(EC_OTHER, HEADER, claims())));
    }

    static Stream<Arguments> dates() {
        return Stream.of(
                row("no exp", Reason.CLAIMS, without("exp")),
                row("exp as text", Reason.CLAIMS, with("exp", "\"" + (NOW + 60) + "\"")),
                row("exp null", Reason.CLAIMS, with("exp", "null")),
                row("exp true", Reason.CLAIMS, with("exp", "true")),
                row("exp negative", Reason.CLAIMS, with("exp", "-1")),
                row("exp beyond all years", Reason.CLAIMS, with("exp", "1e30")),
                row("exp as a bomb", Reason.CLAIMS, with("exp", "1e999999999")),
                row("exp with a fraction", "ok", with("exp", (NOW + 60) + ".5")),
                row("exp in milliseconds", Reason.CLAIMS, with("exp", (NOW + 60) + "000")),
                row("expired within the leeway", "ok-not-known", with("exp", "" + (NOW - 29))),
                row("expired at the leeway", Reason.EXPIRED, with("exp", "" + (NOW - 30))),
                row("expired long ago", Reason.EXPIRED, with("exp", "1")),
                row("nbf within the leeway", "ok", with("nbf", "" + (NOW + 30))),
                row("nbf beyond the leeway", Reason.NOT_YET_VALID, with("nbf", "" + (NOW + 31))),
                row("nbf as text", Reason.CLAIMS, with("nbf", "\"0\"")),
                row("no nbf", "ok", without("nbf")),
                row("iat within the leeway", "ok", with("iat", "" + (NOW + 30))),
                row("iat beyond the leeway", Reason.NOT_YET_VALID, with("iat", "" + (NOW + 31))),
                row("iat as text", Reason.CLAIMS, with("iat", "\"now\"")),
                row("no iat", "ok", without("iat")),
                row("a life of an hour", "ok", with("exp", "" + (NOW - 10 + 3600))),
                row("a life of more than an hour", Reason.LIFETIME, with("exp", "" + (NOW - 10 + 3601))),
                row(
                        "a long life without iat",
                        Reason.LIFETIME,
                        claimsSigned(claims("iat", "").replace("" + (NOW + 1800), "" + (NOW + 7200)))),
                row(
                        "born after its death",
                        Reason.LIFETIME,
                        claimsSigned(claims("iat", "" + (NOW + 20)).replace("" + (NOW + 1800), "" + (NOW + 10)))));
    }

    static Stream<Arguments> audiencesAndSubjects() {
        return Stream.of(
                row("another issuer", Reason.ISSUER, with("iss", "\"slas/prod/zzwf_002\"")),
                row("the issuer with a slash", Reason.ISSUER, with("iss", "\"" + ISS + "/\"")),
                row("the issuer in capitals", Reason.ISSUER, with("iss", "\"SLAS/prod/zzwf_001\"")),
                row("no issuer", Reason.ISSUER, without("iss")),
                row("issuers in an array", Reason.ISSUER, with("iss", "[\"" + ISS + "\"]")),
                row("ES512, not allowed", Reason.ALGORITHM, algorithm(EC, "ES512", "ec-1")),
                row("another audience", Reason.AUDIENCE, with("aud", "\"commercecloud/prod/zzwf_002\"")),
                row("no audience", Reason.AUDIENCE, without("aud")),
                row("an empty array of audiences", Reason.AUDIENCE, with("aud", "[]")),
                row("ours among audiences", "ok", with("aud", "[\"x\",\"" + AUD + "\"]")),
                row("ours beside a number", Reason.AUDIENCE, with("aud", "[\"" + AUD + "\",1]")),
                row("ours as a prefix", Reason.AUDIENCE, with("aud", "\"" + AUD + "9\"")),
                row("no subject", Reason.SUBJECT, without("sub")),
                row("an empty subject", Reason.SUBJECT, with("sub", "\"\"")),
                row("a blank subject", Reason.SUBJECT, with("sub", "\"  \"")),
                row("a subject that is a number", Reason.SUBJECT, with("sub", "7")),
                row("a subject of 513", Reason.SUBJECT, with("sub", "\"" + "s".repeat(513) + "\"")),
                row("claims that are an array", Reason.CLAIMS, claimsSigned("[]")),
                row("claims that are no JSON", Reason.CLAIMS, claimsSigned("exp=1")),
                row("a repeated claim", Reason.CLAIMS, claimsSigned(claims().replace("{", "{\"exp\":1,"))),
                row(
                        "a repeated claim, spelled with an escape",
                        Reason.CLAIMS,
                        claimsSigned(claims().replace("{", "{\"\\u0065xp\":1,"))),
                row("claims with trailing data", Reason.CLAIMS, claimsSigned(claims() + "x")),
                row(
                        "claims in invalid UTF-8",
                        Reason.CLAIMS,
                        sign(
                                EC,
                                bytes(HEADER),
                                claims().replace("slas::", "sl\u00e4s::").getBytes(StandardCharsets.ISO_8859_1))));
    }

    static Stream<Arguments> identities() {
        return Stream.of(
                row("a shopper signed in", "ok", isb(ISB_SIGNED_IN)),
                row("another order of parts", "ok", isb("chid:WeftUK::rcid:r200::upn:a@example.test::uido:ecom")),
                row("an agent", "ok", isb(ISB_SIGNED_IN + "::agent:a1")),
                row("parts we do not know", "ok", isb(ISB_GUEST + "::sesb:x")),
                row("a name with colons", "ok", isb("uido:ecom::upn:a@b::uidn:A::B:C::gcid:g1::rcid:r1::chid:WeftEU")),
                row("no isb", Reason.CLAIMS, without("isb")),
                row("isb that is no text", Reason.CLAIMS, with("isb", "{}")),
                row("an empty isb", Reason.CLAIMS, isb("")),
                row("a guest without id", Reason.CLAIMS, isb("uido:slas::upn:Guest::chid:WeftEU")),
                row(
                        "a guest who brings an rcid only",
                        Reason.CLAIMS,
                        isb("uido:slas::upn:Guest::rcid:r200::chid:WeftEU")),
                row(
                        "a display name that brings an rcid",
                        Reason.CLAIMS,
                        isb("uido:ecom::upn:m@example.test::uidn:M::rcid:victim::gcid:g::rcid:own::chid:WeftEU")),
                row(
                        "a display name that brings a site",
                        Reason.CLAIMS,
                        isb("uido:ecom::upn:m@example.test::uidn:M::chid:WeftUK::gcid:g::rcid:own::chid:WeftEU")),
                row("no site", Reason.SITE, isb("uido:slas::upn:Guest::gcid:g1")),
                row("a foreign site", Reason.SITE, isb("uido:slas::upn:Guest::gcid:g1::chid:WeftJP")),
                row("a site in small letters", Reason.SITE, isb("uido:slas::upn:Guest::gcid:g1::chid:wefteu")),
                row("no scopes", "ok", without("scp")),
                row("scopes that are a number", Reason.CLAIMS, with("scp", "5")),
                row("scopes with a number", Reason.CLAIMS, with("scp", "[\"a\",5]")));
    }

    static Stream<Arguments> generic() {
        return Stream.of(
                row("a plain token", "ok", genericToken(GENERIC, "ES256", "")),
                row("ES384, allowed here", "ok", genericToken(EC_384, "ES384", "")),
                row("RS256, allowed here", "ok", genericToken(RSA, "RS256", "")),
                row("PS256, the same key but not allowed", Reason.ALGORITHM, genericToken(RSA_PSS, "PS256", "")),
                row("RS256 named, PS256 used", Reason.SIGNATURE, genericToken(RSA_PSS, "RS256", "")),
                row("its own site", "ok", genericToken(GENERIC, "ES256", ",\"site\":\"WeftJP\"")),
                row("another tenant's site", Reason.SITE, genericToken(GENERIC, "ES256", ",\"site\":\"WeftEU\"")),
                row("a site that is no text", Reason.SITE, genericToken(GENERIC, "ES256", ",\"site\":null")),
                row("scopes in an array", "ok", genericToken(GENERIC, "ES256", ",\"scp\":[\"a\",\"b\"]")),
                row("a client that is no text", Reason.CLAIMS, genericToken(GENERIC, "ES256", ",\"client_id\":1")),
                row("the other tenant's key", Reason.UNKNOWN_KEY, genericToken(EC, "ES256", "")));
    }

    @Test
    void readsWhoASignedInShopperIs() {
        Principal shopper = principal(isb(ISB_SIGNED_IN));
        assertThat(shopper.customerId()).isEqualTo("r200");
        assertThat(shopper.registered()).isTrue();
        assertThat(shopper.site()).isEqualTo("WeftEU");
        assertThat(shopper.issuer()).isEqualTo("slas");
        assertThat(shopper.clientId()).isEqualTo("c1");
        assertThat(shopper.expires().getEpochSecond()).isEqualTo(NOW + 1800);
        assertThat(shopper.toString()).doesNotContain("r200", "anna", "usid");
    }

    @Test
    void aGuestIsNotRegisteredEvenWithAForeignRcid() {
        Principal guest = principal(isb("uido:slas::upn:Guest::gcid:g100::rcid:r200::chid:WeftEU"));
        assertThat(guest.registered()).isFalse();
        assertThat(guest.customerId()).isEqualTo("g100");
    }

    @Test
    void expandsTheBundleAndLetsWritersRead() {
        Principal bundled = principal(with("scp", "\"sfcc.shopper-standard custom.one\""));
        assertThat(bundled.scopes()).hasSize(20).contains("sfcc.shopper-products", "custom.one");
        assertThat(bundled.allows("sfcc.shopper-baskets-orders")).isTrue();
        assertThat(bundled.allows("sfcc.shopper-baskets-orders.rw")).isTrue();
        assertThat(bundled.allows("sfcc.shopper-context")).isFalse();
        Principal narrow = principal(with("scp", "\"sfcc.shopper-myaccount\""));
        assertThat(narrow.allows("sfcc.shopper-myaccount.rw")).isFalse();
        assertThat(narrow.allows("sfcc.shopper-products")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"'\"1\"', false", "'\"0\"', true", "1, false", "0, true", "true, false", "'', true"})
    void whoAskedNotToBeTrackedIsNot(String claim, boolean tracking) {
        String added = claim.isEmpty() ? "{" : "{\"dnt\":" + claim + ",";
        assertThat(principal(claimsSigned(claims().replaceFirst("\\{", added))).tracking())
                .isEqualTo(tracking);
    }

    private Principal principal(String token) {
        return validator.validate(token).result();
    }

    private String verdict(String token) {
        Future<Principal> judged = validator.validate(token);
        assertThat(judged.isComplete()).isTrue();
        if (judged.succeeded()) {
            return validator.known(token).isPresent() ? "ok" : "ok-not-known";
        }
        assertThat(judged.cause()).isInstanceOf(TokenRejected.class);
        assertThat(judged.cause().getStackTrace()).isEmpty();
        return ((TokenRejected) judged.cause()).reason().code();
    }

    private static Arguments row(String what, Reason reason, String token) {
        return row(what, reason.code(), token);
    }

    private static Arguments row(String what, String verdict, String token) {
        return Arguments.of(what, verdict, token);
    }

    /** The usual guest's claims with {@code name} set to {@code value}, or left out where that is empty. */
    private static String claims(String name, String value) {
        StringBuilder json = new StringBuilder("{");
        String[][] usual = {
            {"iss", "\"" + ISS + "\""},
            {"aud", "\"" + AUD + "\""},
            {"sub", "\"cc-slas::zzwf_001::scid:c1::usid:u1\""},
            {"isb", "\"" + ISB_GUEST + "\""},
            {"scp", "\"sfcc.shopper-products\""},
            {"nbf", "" + (NOW - 40)},
            {"iat", "" + (NOW - 10)},
            {"exp", "" + (NOW + 1800)},
        };
        for (String[] claim : usual) {
            String used = claim[0].equals(name) ? value : claim[1];
            if (!used.isEmpty()) {
                json.append(json.length() > 1 ? "," : "")
                        .append('"')
                        .append(claim[0])
                        .append("\":")
                        .append(used);
            }
        }
        return json.append('}').toString();
    }

    private static String claims() {
        return claims("", "");
    }

    private static String claimsSigned(String claims) {
        return sign(EC, HEADER, claims);
    }

    private static String with(String name, String value) {
        // A token already ended must not have been issued after its end.
        String claims = claims(name, value);
        return claimsSigned(
                name.equals("exp") && value.equals("" + (NOW - 29))
                        ? claims.replace("" + (NOW - 10), "" + (NOW - 100))
                        : claims);
    }

    private static String without(String name) {
        return with(name, "");
    }

    private static String isb(String isb) {
        return with("isb", "\"" + isb + "\"");
    }

    private static String header(String extra) {
        return sign(EC, "{\"alg\":\"ES256\",\"kid\":\"ec-1\"," + extra + "}", claims());
    }

    private static String algorithm(Key key, String algorithm, String id) {
        return sign(key, "{\"alg\":\"" + algorithm + "\",\"kid\":\"" + id + "\"}", claims());
    }

    private static String genericToken(Key key, String algorithm, String extra) {
        String claims = "{\"iss\":\"" + GENERIC_ISS + "\",\"aud\":[\"weft\"],\"sub\":\"user-7\",\"exp\":" + (NOW + 3600)
                + extra + "}";
        return sign(key, "{\"alg\":\"" + algorithm + "\",\"kid\":\"" + key.id() + "\"}", claims);
    }

    private static String hmac(String id) {
        String input = encode(bytes("{\"alg\":\"HS256\",\"kid\":\"" + id + "\"}")) + "." + encode(bytes(claims()));
        try {
            javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA256");
            mac.init(new javax.crypto.spec.SecretKeySpec(
                    EC.jwk().toECKey().toECPublicKey().getEncoded(), "HmacSHA256"));
            return input + "." + encode(mac.doFinal(bytes(input)));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String withSpareBits(String token) {
        // 64 bytes leave four spare bits in the last character; A, Q, g and w have none of them set.
        char last = token.charAt(token.length() - 1);
        return token.substring(0, token.length() - 1) + (char) (last + 1);
    }

    private static String cutSignature(String token) {
        return token.substring(0, token.length() - 6);
    }

    /** A good token of exactly {@code length} characters. */
    private static String filledTo(int length) {
        for (int pad = 0; pad < 3; pad++) {
            String head = "{\"alg\":\"ES256\",\"kid\":\"ec-1\",\"x\":\"" + "x".repeat(pad) + "\"}";
            for (int fill = length * 3 / 4 - 700; fill < length * 3 / 4; fill++) {
                String token = sign(EC, head, claims("scp", "\"" + "s".repeat(fill) + "\""));
                if (token.length() == length) {
                    return token;
                }
            }
        }
        throw new AssertionError("no token of " + length + " characters");
    }
}
