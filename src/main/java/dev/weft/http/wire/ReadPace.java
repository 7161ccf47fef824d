package dev.weft.http.wire;

import dev.weft.kernel.Ticker;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection whose client does not read its answers. It looks at what waits in this process: as long as nothing does, which is
 * nearly always, a flush costs one comparison and no timer. Once something waits, the client owes the slowest body's rate every second and
 * pays with what it takes; nothing is saved up, and who owes a grace's worth is closed. So neither a first gulp into the kernel's buffers nor a
 * sip now and then buys time. Sits next to the socket, so it holds for TLS and HTTP/2 alike. Runs on the connection's event loop.
 */
final class ReadPace extends ChannelOutboundHandlerAdapter {
    private static final long LOOK_AGAIN_MILLIS = 500;

    private final WireLimits limits;
    private final Ticker ticker;
    private boolean watching;
    private long written;
    private long takenBefore;
    private long lookedNanos;
    private double owed;

    ReadPace(WireLimits limits, Ticker ticker) {
        this.limits = limits;
        this.ticker = ticker;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf bytes) {
            written += bytes.readableBytes();
        }
        context.write(message, promise);
    }

    @Override
    public void flush(ChannelHandlerContext context) {
        context.flush();
        if (!watching && waiting(context) > 0) {
            watching = true;
            lookedNanos = ticker.nanos();
            takenBefore = taken(context);
            owed = 0;
            lookLater(context);
        }
    }

    private void lookLater(ChannelHandlerContext context) {
        context.executor().schedule(() -> look(context), LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look(ChannelHandlerContext context) {
        if (!context.channel().isActive() || waiting(context) == 0) {
            watching = false;
            return;
        }
        long now = ticker.nanos();
        long taken = taken(context);
        double due = limits.bytesPerSecond() * ((now - lookedNanos) / 1e9);
        owed = Math.max(0, owed + due - (taken - takenBefore));
        lookedNanos = now;
        takenBefore = taken;
        if (owed >= limits.bytesPerSecond() * (limits.bodyGrace().toNanos() / 1e9)) {
            // Reset: what the kernel still holds for such a client it would go on offering it for minutes.
            context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
            context.close();
        } else {
            lookLater(context);
        }
    }

    private long taken(ChannelHandlerContext context) {
        return written - waiting(context);
    }

    private static long waiting(ChannelHandlerContext context) {
        ChannelOutboundBuffer buffer = context.channel().unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }
}
