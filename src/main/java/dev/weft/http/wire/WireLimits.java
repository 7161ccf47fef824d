package dev.weft.http.wire;

import java.time.Duration;

/**
 * What a connection may cost.
 *
 * @param head how long a request's head may take, from the connection's start or the request's first byte
 * @param body how long a request's body may take
 * @param bodyGrace from when on a body must have come at {@code bytesPerSecond} on average
 * @param bytesPerSecond the slowest body
 * @param idle a connection that sends nothing between two requests for this long is closed; an answer under
 *     way is no rest
 * @param connections open connections to one port, in total
 * @param perAddress open connections to one port from one address
 */
public record WireLimits(
        Duration head,
        Duration body,
        Duration bodyGrace,
        int bytesPerSecond,
        Duration idle,
        int connections,
        int perAddress) {
    /** Slow clients are out after ten seconds; the caps are generous for a port behind a load balancer, which is one address. */
    public static final WireLimits DEFAULT = new WireLimits(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(9),
            1024,
            Duration.ofSeconds(60),
            20_000,
            10_000);

    public WireLimits {
        if (head.isNegative() || head.isZero()) {
            throw new IllegalArgumentException("head: " + head + " (expected: more than 0)");
        }
        if (body.compareTo(bodyGrace) < 0 || bodyGrace.isNegative()) {
            throw new IllegalArgumentException("bodyGrace: " + bodyGrace + " (expected: between 0 and body)");
        }
        if (idle.isNegative() || idle.isZero()) {
            throw new IllegalArgumentException("idle: " + idle + " (expected: more than 0)");
        }
        if (bytesPerSecond < 0 || connections < 1 || perAddress < 1) {
            throw new IllegalArgumentException(
                    "limits: " + bytesPerSecond + ", " + connections + ", " + perAddress + " (expected: positive)");
        }
    }

    /** The same with other caps. */
    public WireLimits capped(int total, int fromOneAddress) {
        return new WireLimits(head, body, bodyGrace, bytesPerSecond, idle, total, fromOneAddress);
    }

    /** The same with another idle time. */
    public WireLimits idleAfter(Duration other) {
        return new WireLimits(head, body, bodyGrace, bytesPerSecond, other, connections, perAddress);
    }
}
