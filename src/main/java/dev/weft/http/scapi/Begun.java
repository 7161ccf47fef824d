package dev.weft.http.scapi;

import dev.weft.kernel.Failed;
import dev.weft.kernel.Failure;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A body whose beginning is here: all of a short one, and of a long one as much as was asked for. A client that sends slowly then keeps
 * nobody waiting but itself: what the body is sent on to hears of it only now. Confined to one loop; read once.
 */
final class Begun implements ReadStream<Buffer> {
    private final ReadStream<Buffer> source;
    private final Deque<Buffer> kept = new ArrayDeque<>();
    private @Nullable Handler<Buffer> taker;
    private @Nullable Handler<Void> end;
    private @Nullable Handler<Throwable> failed;
    private long length;
    private boolean flowing = true;
    private boolean over;

    private Begun(ReadStream<Buffer> source) {
        this.source = source;
    }

    /** Reads the first {@code enough} bytes, or all; fails where {@code source} does before. */
    static Future<Begun> of(ReadStream<Buffer> source, int enough) {
        Begun body = new Begun(source);
        Promise<Begun> ready = Promise.promise();
        source.exceptionHandler(broken -> {
            Throwable broke = broken instanceof Failed
                    ? broken
                    : Failure.of(Failure.Reason.RESET, "client", "the body broke off")
                            .asException();
            if (!ready.tryFail(broke)) {
                body.fail(broken);
            }
        });
        source.endHandler(end -> {
            body.over = true;
            ready.tryComplete(body);
            body.flow();
        });
        source.handler(chunk -> {
            body.length += chunk.length();
            body.kept.add(chunk);
            if (body.length >= enough && !ready.future().isComplete()) {
                source.pause();
                ready.complete(body);
            }
            body.flow();
        });
        source.resume();
        return ready.future();
    }

    private void fail(Throwable broken) {
        Handler<Throwable> told = failed;
        if (told != null) {
            told.handle(broken);
        }
    }

    /** Both handlers must be there: what ends before it is looked at is lost. */
    private void flow() {
        Handler<Buffer> taking = taker;
        Handler<Void> ending = end;
        if (taking == null || ending == null) {
            return;
        }
        while (flowing && !kept.isEmpty()) {
            taking.handle(kept.remove());
        }
        if (flowing && over && end != null) {
            end = null;
            ending.handle(null);
        }
    }

    @Override
    public ReadStream<Buffer> handler(@Nullable Handler<Buffer> handler) {
        taker = handler;
        return flowing ? resume() : this;
    }

    @Override
    public ReadStream<Buffer> endHandler(@Nullable Handler<Void> handler) {
        end = handler;
        flow();
        return this;
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
        failed = handler;
        return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
        flowing = false;
        if (!over) { // nor may one pause, over HTTP/2, what has ended
            source.pause();
        }
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        flowing = true;
        flow();
        if (flowing && !over) {
            source.resume();
        }
        return this;
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        return resume();
    }
}
