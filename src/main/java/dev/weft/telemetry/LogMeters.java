package dev.weft.telemetry;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;

/** Publishes how many log lines were lost. */
public final class LogMeters {
    private LogMeters() {}

    /** Counts over the queues that the log is configured with; nothing where there is none. */
    public static void watch(MeterRegistry registry, ILoggerFactory log) {
        if (!(log instanceof LoggerContext context)) {
            return;
        }
        var appenders = context.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders();
        while (appenders.hasNext()) {
            Appender<ILoggingEvent> appender = appenders.next();
            if (appender instanceof LogQueue queue) {
                FunctionCounter.builder("weft.log.dropped", queue, LogQueue::lost)
                        .description("Log lines lost because too many waited")
                        .register(registry);
            }
        }
    }
}
