package dev.weft.outbox;

import dev.weft.kernel.Ticker;
import dev.weft.kernel.Timers;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * What the relay stands on. Time and chance come from here, so that it runs in a simulator just as it does in production.
 *
 * @param sites among which a lane is shared fairly
 * @param random from 0 to below 1
 */
public record RelayParts(
        OutboxStore store,
        Collection<String> sites,
        Ticker ticker,
        Clock clock,
        Timers timers,
        DoubleSupplier random,
        RelayListener listener) {
    public RelayParts {
        sites = List.copyOf(sites);
    }
}
