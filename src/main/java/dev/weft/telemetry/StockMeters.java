package dev.weft.telemetry;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** Publishes what became of stock and reservations. */
public final class StockMeters {
    private StockMeters() {}

    /** {@code stock} is asked with every scrape, on any thread; whoever has it must keep it. */
    public static <T> void watch(
            MeterRegistry registry,
            T stock,
            ToDoubleFunction<T> holding,
            ToDoubleFunction<T> expired,
            ToDoubleFunction<T> oversold) {
        Gauge.builder("weft.reservation.active", stock, holding)
                .description("Reservations that hold units now")
                .register(registry);
        FunctionCounter.builder("weft.reservation.expired", stock, expired)
                .description("Reservations whose time was over")
                .register(registry);
        FunctionCounter.builder("weft.oversell", stock, oversold)
                .description("Units of orders that a count of the ERP's does not cover any more")
                .register(registry);
    }
}
