package dev.weft.http.scapi;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/** A stream that fails once more than {@code most} bytes have come. What it reads from is paused then, and must be given up. */
final class Capped implements ReadStream<Buffer> {
    private final ReadStream<Buffer> source;
    private final long most;
    private @Nullable Handler<Throwable> failed;
    private long seen;

    Capped(ReadStream<Buffer> source, long most) {
        this.source = source;
        this.most = most;
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
        if (exceeded()) {
            return; // failed already
        }
        seen += chunk.length();
        if (seen <= most) {
            handler.handle(chunk);
            return;
        }
        source.pause();
        Handler<Throwable> told = failed;
        if (told != null) {
            told.handle(new IllegalStateException("a body of more than " + most + " bytes"));
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
