package dev.weft.http.scapi;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A body that streams by and is written down on its way. Once its end has been handed on, whoever listens gets the bytes, if there were
 * {@code most} of them at the most; of one that is longer, breaks off or is given up they get nothing. Confined to one loop; read once.
 */
final class Overheard implements ReadStream<Buffer> {
    private final ReadStream<Buffer> source;
    private final int most;
    private final Consumer<byte[]> listener;
    private @Nullable Buffer copy = Buffer.buffer();

    /** @param listener must not throw */
    Overheard(ReadStream<Buffer> source, int most, Consumer<byte[]> listener) {
        this.source = source;
        this.most = most;
        this.listener = listener;
    }

    @Override
    public ReadStream<Buffer> handler(@Nullable Handler<Buffer> handler) {
        source.handler(
                handler == null
                        ? null
                        : chunk -> {
                            keep(chunk);
                            handler.handle(chunk);
                        });
        return this;
    }

    private void keep(Buffer chunk) {
        Buffer kept = copy;
        if (kept != null) {
            copy = kept.length() + chunk.length() > most ? null : kept.appendBuffer(chunk);
        }
    }

    @Override
    public ReadStream<Buffer> endHandler(@Nullable Handler<Void> handler) {
        source.endHandler(
                handler == null
                        ? null
                        : end -> {
                            handler.handle(end);
                            Buffer whole = copy;
                            copy = null;
                            if (whole != null) {
                                listener.accept(whole.getBytes());
                            }
                        });
        return this;
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
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
}
