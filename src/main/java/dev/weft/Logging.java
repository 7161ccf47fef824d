package dev.weft;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import dev.weft.settings.OperationsSettings;
import org.slf4j.LoggerFactory;

/** Sets the configured log level, and ends the log. */
final class Logging {
    private Logging() {}

    static void apply(OperationsSettings.Log log) {
        level(log.level());
    }

    /** Writes what waits, for a second at most; nothing is logged after it. */
    static void end() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.stop();
        }
    }

    static void level(String level) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.toLevel(level, Level.INFO));
        }
    }
}
