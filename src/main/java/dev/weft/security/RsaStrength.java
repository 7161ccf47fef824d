package dev.weft.security;

import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;

/**
 * Tells RSA keys that are worth trusting from those that are not: at least 2048 bits, an odd exponent of at least 3, and not from the
 * flawed generator known as ROCA (CVE-2017-15361).
 *
 * <p>That generator makes primes of the form {@code k * M + (65537^a mod M)} with M a product of small primes. So a modulus of its making
 * is, modulo each of those small primes, a power of 65537; any other modulus is that for all of them with a chance of about 2^-28. Source:
 * Nemec et al., "The Return of Coppersmith's Attack", 2017.
 */
final class RsaStrength {
    private static final int MIN_BITS = 2048;
    private static final int MAX_BITS = 8192;
    private static final int GENERATOR = 65537;
    private static final int[] PRIMES = {
        3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107, 109,
        113, 127, 131, 137, 139, 149, 151, 157, 163, 167
    };

    private RsaStrength() {}

    static boolean enough(RSAPublicKey key) {
        int bits = key.getModulus().bitLength();
        BigInteger exponent = key.getPublicExponent();
        return bits >= MIN_BITS
                && bits <= MAX_BITS
                && exponent.testBit(0)
                && exponent.compareTo(BigInteger.valueOf(3)) >= 0
                && exponent.bitLength() <= 64
                && !fromFlawedGenerator(key.getModulus());
    }

    private static boolean fromFlawedGenerator(BigInteger modulus) {
        for (int prime : PRIMES) {
            int rest = modulus.mod(BigInteger.valueOf(prime)).intValue();
            if (!isPower(rest, prime)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPower(int rest, int prime) {
        int power = 1;
        do {
            if (power == rest) {
                return true;
            }
            power = (int) ((long) power * GENERATOR % prime);
        } while (power != 1);
        return false;
    }
}
