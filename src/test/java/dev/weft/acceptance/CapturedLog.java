package dev.weft.acceptance;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.encoder.Encoder;
import dev.weft.telemetry.LogQueue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What the delivered log configuration would write, at its most talkative for our own code. */
final class CapturedLog extends UnsynchronizedAppenderBase<ILoggingEvent> implements AutoCloseable {
    private final Encoder<ILoggingEvent> encoder;
    private final Queue<byte[]> written = new ConcurrentLinkedQueue<>();
    private final Logger root;
    private final Level before;

    private CapturedLog(Encoder<ILoggingEvent> encoder, Logger root) {
        this.encoder = encoder;
        this.root = root;
        this.before = root.getLevel();
    }

    static CapturedLog begin() throws Exception {
        LoggerContext delivered = new LoggerContext();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(delivered);
        configurator.doConfigure(Path.of("src/main/resources/logback.xml").toFile());
        ConsoleAppender<ILoggingEvent> console = (ConsoleAppender<ILoggingEvent>)
                ((LogQueue) delivered.getLogger("ROOT").getAppender("async")).getAppender("stderr");
        Logger root = ((LoggerContext) org.slf4j.LoggerFactory.getILoggerFactory()).getLogger("ROOT");
        CapturedLog captured = new CapturedLog(console.getEncoder(), root);
        captured.setContext(root.getLoggerContext());
        captured.start();
        root.addAppender(captured);
        root.setLevel(Level.DEBUG);
        for (String chatty : List.of("io.netty", "io.vertx", "jdk", "io.opentelemetry")) {
            root.getLoggerContext().getLogger(chatty).setLevel(Level.INFO);
        }
        return captured;
    }

    @Override
    protected synchronized void append(ILoggingEvent event) {
        written.add(encoder.encode(event));
    }

    /** Each event so far as it is written; others go on writing. */
    List<String> events() {
        List<String> events = new ArrayList<>();
        written.forEach(bytes -> events.add(new String(bytes, StandardCharsets.UTF_8)));
        return events;
    }

    String text() {
        return String.join("", events());
    }

    @Override
    public void close() {
        root.detachAppender(this);
        root.setLevel(before);
    }
}
