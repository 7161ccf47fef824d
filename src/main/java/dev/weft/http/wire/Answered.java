package dev.weft.http.wire;

import dev.weft.kernel.Ticker;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;

/** Counts the answers that have been written to their end on one connection, between Vert.x and its encoder. On its loop. */
final class Answered extends ChannelOutboundHandlerAdapter {
    private final Ticker ticker;
    private long count;
    private long lastNanos;

    Answered(Ticker ticker) {
        this.ticker = ticker;
    }

    long count() {
        return count;
    }

    /** When the last of them ended; meaningless before there is one. */
    long lastNanos() {
        return lastNanos;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof LastHttpContent && !interim(message)) {
            count++;
            lastNanos = ticker.nanos();
        }
        context.write(message, promise);
    }

    private static boolean interim(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }
}
