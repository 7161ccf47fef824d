package dev.weft.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.spi.AppenderAttachable;
import ch.qos.logback.core.spi.AppenderAttachableImpl;
import java.util.Iterator;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Takes log lines off whoever writes them and hands them on from a thread of its own; named in {@code logback.xml}. Never blocks: where
 * the queue is full the line is lost, and counted. The last eighth of the places is for warnings and errors, so that a flood of lines about
 * what clients do leaves room for what goes wrong. Every line is handed on or counted, never both; safe from any thread.
 *
 * <p>Logback's own asynchronous appender either blocks or loses lines without a count.
 */
public final class LogQueue extends UnsynchronizedAppenderBase<ILoggingEvent>
        implements AppenderAttachable<ILoggingEvent> {
    private static final int DEFAULT_SIZE = 8192;
    private static final long FLUSH_MILLIS = 1_000;

    private final AppenderAttachableImpl<ILoggingEvent> behind = new AppenderAttachableImpl<>();
    private final LongAdder lost = new LongAdder();
    private final Thread writer = new Thread(this::write, "weft-log");
    private BlockingQueue<ILoggingEvent> queue = new ArrayBlockingQueue<>(DEFAULT_SIZE);
    private int reserve = DEFAULT_SIZE / 8;

    /** How many lines may wait. Before the start only, from the configuration. */
    public void setQueueSize(int size) {
        queue = new ArrayBlockingQueue<>(size);
        reserve = size / 8;
    }

    /** How many lines were lost since the start. */
    public long lost() {
        return lost.sum();
    }

    @Override
    public void start() {
        writer.setDaemon(true);
        super.start();
        writer.start();
    }

    /** Hands on what waits, for a second at most; the rest is lost and counted. */
    @Override
    public void stop() {
        if (!isStarted()) {
            return;
        }
        super.stop();
        writer.interrupt();
        try {
            writer.join(FLUSH_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        while (queue.poll() != null) {
            lost.increment();
        }
        behind.detachAndStopAllAppenders();
    }

    @Override
    protected void append(ILoggingEvent event) {
        event.prepareForDeferredProcessing();
        boolean room = event.getLevel().isGreaterOrEqual(Level.WARN) || queue.remainingCapacity() > reserve;
        if (!room || !queue.offer(event)) {
            lost.increment();
        }
    }

    private void write() {
        while (isStarted()) {
            try {
                behind.appendLoopOnAppenders(queue.take());
            } catch (InterruptedException e) {
                break;
            }
        }
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(FLUSH_MILLIS);
        for (ILoggingEvent event = queue.poll(); event != null; event = queue.poll()) {
            behind.appendLoopOnAppenders(event);
            if (System.nanoTime() - until > 0) {
                return;
            }
        }
    }

    @Override
    public void addAppender(Appender<ILoggingEvent> appender) {
        behind.addAppender(appender);
    }

    @Override
    public Iterator<Appender<ILoggingEvent>> iteratorForAppenders() {
        return behind.iteratorForAppenders();
    }

    @Override
    public @Nullable Appender<ILoggingEvent> getAppender(String name) {
        return behind.getAppender(name);
    }

    @Override
    public boolean isAttached(Appender<ILoggingEvent> appender) {
        return behind.isAttached(appender);
    }

    @Override
    public void detachAndStopAllAppenders() {
        behind.detachAndStopAllAppenders();
    }

    @Override
    public boolean detachAppender(Appender<ILoggingEvent> appender) {
        return behind.detachAppender(appender);
    }

    @Override
    public boolean detachAppender(String name) {
        return behind.detachAppender(name);
    }
}
