package dev.weft.http.scapi;

import dev.weft.kernel.Failure;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A stream that fails once more than {@code most} bytes have come, or more than there is room for. What it reads from is paused then, and
 * must be given up.
 */
final class Capped implements ReadStream<Buffer> {
    private final ReadStream<Buffer> source;
    private final long most;
    private final IntPredicate room;
    private boolean full;
    private @Nullable Handler<Throwable> failed;
    private long seen;

    Capped(ReadStream<Buffer> source, long most) {
        this(source, most, bytes -> true);
    }

    /** @param room asked for every chunk */
    Capped(ReadStream<Buffer> source, long most, IntPredicate room) {
        this.source = source;
        this.most = most;
        this.room = room;
    }

    /** Whether more came than may. */
    boolean exceeded() {
        return seen > most;
    }

    @Override
    public ReadStream<Buffer> handler(@Nullable Handler<Buffer> handler) {
        source.handler(handler == null ? null : chunk -> pass(chunk, handler));
        return this;
    }

    private void pass(Buffer chunk, Handler<Buffer> handler) {
        if (exceeded() || full) {
            return; // failed already
        }
        seen += chunk.length();
        full = !room.test(chunk.length());
        if (seen <= most && !full) {
            handler.handle(chunk);
            return;
        }
        source.pause();
        Handler<Throwable> told = failed;
        if (told != null) {
            told.handle(
                    exceeded()
                            ? new IllegalStateException("a body of more than " + most + " bytes")
                            : Failure.of(Failure.Reason.OVERLOADED, "weft", "too many bodies under way")
                                    .asException());
        }
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
        failed = handler;
        source.exceptionHandler(handler);
        return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
        source.pause();
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        source.resume();
        return this;
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        source.fetch(amount);
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(@Nullable Handler<Void> handler) {
        source.endHandler(handler);
        return this;
    }
}
