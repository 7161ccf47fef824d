package dev.weft.http.scapi;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/** A body that is here already, as the stream it came as. It never fails. Confined to one loop; read once. */
final class OneBody implements ReadStream<Buffer> {
    private final byte[] bytes;
    private @Nullable Handler<Buffer> taker;
    private @Nullable Handler<Void> end;
    private boolean flowing = true;
    private boolean read;

    OneBody(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public ReadStream<Buffer> handler(@Nullable Handler<Buffer> handler) {
        taker = handler;
        flow();
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(@Nullable Handler<Void> handler) {
        end = handler;
        flow();
        return this;
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
        return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
        flowing = false;
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        flowing = true;
        flow();
        return this;
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        return resume();
    }

    /** Both handlers must be there: what ends before it is looked at is lost. */
    private void flow() {
        Handler<Buffer> taking = taker;
        Handler<Void> ending = end;
        if (!flowing || read || taking == null || ending == null) {
            return;
        }
        read = true;
        taking.handle(Buffer.buffer(bytes));
        ending.handle(null);
    }
}
