package dev.weft.http.wire;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Who stands at which port. Empty when Vert.x is made, since whoever decides comes later. Safe from any thread. */
public final class Doormen {
    private final Map<Integer, Doorman> byPort = new ConcurrentHashMap<>();

    /** Connections to {@code port} accepted from now on are the doorman's. */
    public void post(int port, Doorman doorman) {
        byPort.put(port, doorman);
    }

    Doorman at(int port) {
        return byPort.getOrDefault(port, Doorman.ABSENT);
    }
}
