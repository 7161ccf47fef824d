package dev.weft.security;

import dev.weft.kernel.Ticker;
import dev.weft.security.TestIssuer.Key;
import io.vertx.core.Future;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Prints what a token costs in processor time of this thread: seen again, seen first on each cryptography, and junk. Run by hand. */
final class TokenCost {
    private static final Key KEY = TestIssuer.elliptic("k1", "ES256");
    private static final String SCOPES = "sfcc.shopper-standard sfcc.shopper-context.rw sfcc.pwdless_login";

    private TokenCost() {}

    public static void main(String[] args) {
        int count = args.length > 0 ? Integer.parseInt(args[0]) : 20_000;
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tokens.add(token(i, "k1"));
        }
        print("token characters", tokens.get(0).length());
        for (Signatures signatures : List.of(Signatures.plain(), Signatures.fastest())) {
            for (int round = 0; round < 3; round++) {
                TokenValidator validator = validator(signatures);
                print("first seen, us, " + signatures.name(), micros(tokens, validator::validate));
            }
        }
        TokenValidator validator = validator(Signatures.fastest());
        List<String> few = tokens.subList(0, 1000);
        few.forEach(validator::validate);
        for (int round = 0; round < 5; round++) {
            print("seen again, us", repeated(few, validator));
        }
        List<String> junk = new ArrayList<>();
        String[] part = tokens.get(0).split("\\.");
        for (int i = 0; i < count; i++) {
            String header = "{\"alg\":\"ES256\",\"kid\":\"junk" + i + "\"}";
            junk.add(TestIssuer.encode(TestIssuer.bytes(header)) + "." + part[1] + "." + part[2]);
        }
        for (int round = 0; round < 5; round++) {
            print("unknown key id, us", micros(junk, validator::validate));
        }
    }

    private static double repeated(List<String> few, TokenValidator validator) {
        long start = processor();
        int calls = 0;
        for (int i = 0; i < 500; i++) {
            for (String token : few) {
                calls += validator.known(token).isPresent() ? 1 : 0;
            }
        }
        return (processor() - start) / 1000.0 / calls;
    }

    private static double micros(List<String> tokens, java.util.function.Function<String, Future<Principal>> check) {
        long start = processor();
        int ended = 0;
        for (String token : tokens) {
            ended += check.apply(token).isComplete() ? 1 : 0;
        }
        return (processor() - start) / 1000.0 / ended;
    }

    private static long processor() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static TokenValidator validator(Signatures signatures) {
        byte[] keys = new TestIssuer().publish(KEY).keySet();
        TokenValidator validator = TokenValidator.create(
                List.of(IssuerSettings.slas(
                        "slas", "iss", "aud", Set.of("WeftEU"), URI.create("https://login.example.test/jwks"))),
                issuer -> () -> Future.succeededFuture(keys),
                signatures,
                new Pace(Clock.systemUTC(), Ticker.system(), (delay, action) -> () -> {}),
                SecurityListener.NONE);
        validator.start();
        return validator;
    }

    private static String token(int number, String kid) {
        long now = Clock.systemUTC().instant().getEpochSecond();
        return TestIssuer.sign(
                KEY,
                "{\"alg\":\"ES256\",\"kid\":\"" + kid
                        + "\",\"typ\":\"jwt\",\"jku\":\"slas/prod/zzwf_001\",\"clv\":\"J2.3.4\"}",
                "{\"iss\":\"iss\",\"aud\":\"aud\",\"sub\":\"cc-slas::zzwf_001::scid:c1::usid:" + number
                        + "\",\"isb\":\"uido:ecom::upn:a@example.test::uidn:Anna Muster::gcid:g1::rcid:r" + number
                        + "::chid:WeftEU\",\"scp\":\"" + SCOPES
                        + "\",\"aut\":\"GUID\",\"ctx\":\"slas\",\"sty\":\"User\","
                        + "\"ist\":1,\"dnt\":\"0\",\"nbf\":" + (now - 30) + ",\"iat\":" + now + ",\"exp\":"
                        + (now + 1800)
                        + ",\"jti\":\"C2C18446744073709551616" + number + "\"}");
    }

    private static void print(String what, double value) {
        System.out.println(String.format(Locale.ROOT, "%-30s %8.3f", what, value));
    }
}
