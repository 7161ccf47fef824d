package dev.weft.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells whether a pushed message is what its sender sealed, sent just now, and new (Standard Webhooks: HMAC-SHA256 over id, timestamp and
 * the raw body, a dot between them).
 *
 * <p>All secrets are tried, and compared in constant time. The id of a message that was admitted is remembered for twice the tolerance, the
 * longest its timestamp can stay good; at most {@value #MAX_REMEMBERED} are, and when all these places are taken the next message is told
 * to come later rather than an old one forgotten, for a forgotten one could be replayed. Only messages that were sealed well take a place.
 * One instance per sender, safe from any thread; it never waits. The one mistake to make: not calling {@link #forget} for a message that
 * came to nothing, whose sender must be able to send it again.
 */
public final class SealedMessages {
    static final int MAX_REMEMBERED = 50_000;
    private static final String VERSION = "v1,";
    private static final int MAX_SIGNATURES = 8;
    private static final int PURGED_AT_ONCE = 8;
    private static final String ALGORITHM = "HmacSHA256";

    /** What a message is found to be. */
    public enum Verdict {
        ADMITTED,
        MALFORMED,
        TOO_OLD,
        TOO_NEW,
        WRONG_SIGNATURE,
        REPLAYED,
        NO_PLACE;

        /** As metrics and logs call it. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private record Remembered(String id, long untilMillis) {}

    private final List<SecretKeySpec> keys = new ArrayList<>();
    private final long toleranceMillis;
    private final int most;
    private final Clock clock;
    private final ConcurrentHashMap<String, Remembered> seen = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Remembered> inOrder = new ConcurrentLinkedQueue<>();

    public SealedMessages(SealSettings settings, Clock clock) {
        this(settings, MAX_REMEMBERED, clock);
    }

    SealedMessages(SealSettings settings, int most, Clock clock) {
        settings.secrets().forEach(secret -> keys.add(new SecretKeySpec(SealSettings.key(secret), ALGORITHM)));
        this.toleranceMillis = settings.tolerance().toMillis();
        this.most = most;
        this.clock = clock;
    }

    /** What can be told before the body is there; {@code ADMITTED} where it is worth reading. */
    public Verdict outlook(MessageSeal seal) {
        if (!seal.wellFormed()) {
            return Verdict.MALFORMED;
        }
        long ahead = seal.seconds() * 1000 - clock.millis();
        if (ahead > toleranceMillis) {
            return Verdict.TOO_NEW;
        }
        return ahead < -toleranceMillis ? Verdict.TOO_OLD : Verdict.ADMITTED;
    }

    /** Judges a whole message. One that is admitted counts as seen from now on, in this process. */
    public Verdict admit(MessageSeal seal, byte[] body) {
        Verdict outlook = outlook(seal);
        if (outlook != Verdict.ADMITTED) {
            return outlook;
        }
        return signed(seal, body) ? remember(seal.id()) : Verdict.WRONG_SIGNATURE;
    }

    /** The message came to nothing: it may be sent again under the same id. */
    public void forget(MessageSeal seal) {
        Remembered one = seen.remove(seal.id());
        if (one != null) {
            inOrder.remove(one);
        }
    }

    private boolean signed(MessageSeal seal, byte[] body) {
        List<byte[]> given = given(seal.signatures());
        boolean good = false;
        for (SecretKeySpec key : keys) {
            byte[] wanted = signature(key, seal, body);
            for (byte[] one : given) {
                good |= MessageDigest.isEqual(wanted, one);
            }
        }
        return good;
    }

    private static List<byte[]> given(String field) {
        List<byte[]> given = new ArrayList<>();
        for (String one : field.split(" ", MAX_SIGNATURES + 1)) {
            if (one.startsWith(VERSION) && given.size() < MAX_SIGNATURES) {
                try {
                    given.add(Base64.getDecoder().decode(one.substring(VERSION.length())));
                } catch (IllegalArgumentException notBase64) {
                    given.add(new byte[0]); // signs nothing
                }
            }
        }
        return given;
    }

    private static byte[] signature(SecretKeySpec key, MessageSeal seal, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update((seal.id() + '.' + seal.timestamp() + '.').getBytes(StandardCharsets.US_ASCII));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    private Verdict remember(String id) {
        long now = clock.millis();
        purge(now);
        if (seen.size() >= most) {
            return Verdict.NO_PLACE;
        }
        Remembered mine = new Remembered(id, now + 2 * toleranceMillis);
        if (seen.putIfAbsent(id, mine) != null) {
            return Verdict.REPLAYED;
        }
        inOrder.add(mine);
        return Verdict.ADMITTED;
    }

    /** All have the same time to stay, so the oldest come first; a few at a time, and always more than come in. */
    private void purge(long now) {
        for (int i = 0; i < PURGED_AT_ONCE; i++) {
            Remembered oldest = inOrder.peek();
            if (oldest == null || oldest.untilMillis() >= now) {
                return;
            }
            if (inOrder.remove(oldest)) {
                seen.remove(oldest.id(), oldest);
            }
        }
    }
}
