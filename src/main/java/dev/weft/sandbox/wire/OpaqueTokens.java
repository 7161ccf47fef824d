package dev.weft.sandbox.wire;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.concurrent.ConcurrentHashMap;

/** Random tokens a system gave out, each valid for a time. Thread-safe; expired ones go when the book grows large. */
public final class OpaqueTokens {

    private static final int LARGE = 50_000;

    private final ConcurrentHashMap<String, Long> endings = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final InstantSource clock;
    private final Duration lifetime;

    public OpaqueTokens(InstantSource clock, Duration lifetime) {
        this.clock = clock;
        this.lifetime = lifetime;
    }

    public Duration lifetime() {
        return lifetime;
    }

    /** A new token starting with this prefix. */
    public String issue(String prefix) {
        if (endings.size() > LARGE) {
            endings.values().removeIf(ending -> ending < clock.millis());
        }
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        String token = prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        endings.put(token, clock.millis() + lifetime.toMillis());
        return token;
    }

    public boolean isValid(String token) {
        Long ending = endings.get(token);
        return ending != null && ending > clock.millis();
    }

    /** Whether it was valid until now; it is not any more. */
    public boolean spend(String token) {
        Long ending = endings.remove(token);
        return ending != null && ending > clock.millis();
    }

    public void expireAll() {
        endings.clear();
    }
}
