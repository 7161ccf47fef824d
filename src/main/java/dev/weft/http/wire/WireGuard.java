package dev.weft.http.wire;

import dev.weft.kernel.Ticker;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.FastThreadLocal;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the socket (or TLS) and the HTTP decoder of one connection and lets only well-formed HTTP/1 through.
 *
 * <p>Where a request is malformed and nothing of it has gone on, it is replaced by a line no decoder accepts: so Vert.x itself answers
 * 400, in its turn behind the answers to requests pipelined before it, and closes. The same line ends a head of which a part has gone on.
 * Where a body turns out malformed after its head went on, the connection is closed, which fails the body for whoever reads it. Nothing
 * after the malformed byte is ever looked at.
 *
 * <p>While there is too much to do, a {@link Doorman} may turn a whole request away here, undecoded, for a fraction of what it costs later.
 *
 * <p>On a TLS connection it moves behind the decryption with the first bytes; where ALPN then chose HTTP/2 an {@link H2Guard} takes
 * its place, since that framing has none of these ambiguities and others to watch. Runs on the connection's event loop.
 */
final class WireGuard extends ChannelInboundHandlerAdapter {
    /** A bare line feed, in a request line or header alike. */
    private static final byte[] REFUSED = "x\n\n".getBytes(StandardCharsets.US_ASCII);

    /** What Vert.x calls its own end of a pipeline, behind the HTTP codec. */
    private static final String APPLICATION = "handler";

    private static final int PIECE = 16 * 1024;
    private static final long LOOK_AGAIN_MILLIS = 500;
    private static final FastThreadLocal<byte[]> SCRATCH = new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
            return new byte[PIECE];
        }
    };

    private final WireScanner scanner;
    private final WireLimits limits;
    private final Ticker ticker;
    private final boolean clearHttp2;
    private final Doorman doorman;
    private @Nullable Answered answered;
    private long turnedAway;
    private boolean settled;
    private boolean refused;
    private boolean watching;
    private boolean scheduled;
    private boolean sawHead;
    private long sinceNanos;
    private long bodyBytes;
    private long lastReadNanos;
    private boolean idleWatched;

    /**
     * The guard of one connection.
     *
     * @param clearHttp2 whether a connection without TLS may speak HTTP/2 from its first byte on
     */
    WireGuard(WireLimits limits, Ticker ticker, boolean clearHttp2, Doorman doorman) {
        this(limits, ticker, clearHttp2, doorman, ticker.nanos());
    }

    private WireGuard(WireLimits limits, Ticker ticker, boolean clearHttp2, Doorman doorman, long sinceNanos) {
        this.doorman = doorman;
        this.limits = limits;
        this.ticker = ticker;
        this.clearHttp2 = clearHttp2;
        this.scanner = new WireScanner(clearHttp2);
        this.sinceNanos = sinceNanos;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        sawHead = true;
        watch(context);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!settled) {
            if (settle(context, message)) {
                context.fireChannelRead(message);
                return;
            }
            countAnswers(context);
        }
        if (message instanceof ByteBuf bytes) {
            read(context, bytes);
        } else {
            context.fireChannelRead(message);
        }
    }

    /** Finds its place with the first bytes; true where that is not here. */
    private boolean settle(ChannelHandlerContext context, Object message) {
        settled = true;
        ChannelHandlerContext tls = context.pipeline().context(SslHandler.class);
        if (tls == null) {
            return clearHttp2 && message instanceof ByteBuf bytes && prefaceBegins(bytes) && giveWay(context);
        }
        boolean before = context.pipeline().names().indexOf(context.name())
                < context.pipeline().names().indexOf(tls.name());
        if (before) {
            // The handshake and the first head share one allowance of time.
            context.pipeline()
                    .addAfter(tls.name(), null, new WireGuard(limits, ticker, clearHttp2, doorman, sinceNanos));
            leave(context);
            return true;
        }
        return "h2".equals(((SslHandler) tls.handler()).applicationProtocol()) && giveWay(context);
    }

    /** Two letters tell: no method we serve begins so. */
    private static boolean prefaceBegins(ByteBuf bytes) {
        int at = bytes.readerIndex();
        return bytes.readableBytes() >= 2 && bytes.getByte(at) == 'P' && bytes.getByte(at + 1) == 'R';
    }

    /** Leaves its place to the guard of HTTP/2, which sees the bytes at hand next. */
    private boolean giveWay(ChannelHandlerContext context) {
        context.pipeline().addAfter(context.name(), null, new H2Guard(limits, ticker));
        leave(context);
        return true;
    }

    private void leave(ChannelHandlerContext context) {
        refused = true;
        context.pipeline().remove(this);
    }

    private void read(ChannelHandlerContext context, ByteBuf bytes) {
        if (refused) {
            bytes.release();
            return;
        }
        int start = bytes.readerIndex();
        int end = bytes.writerIndex();
        int requestStart = -1;
        boolean between = scanner.idle();
        byte[] scratch = SCRATCH.get();
        for (int at = start; at < end; at += PIECE) {
            int size = Math.min(PIECE, end - at);
            bytes.getBytes(at, scratch, 0, size);
            int stop = scanner.scan(scratch, 0, size);
            if (scanner.requestStart() >= 0) {
                requestStart = at + scanner.requestStart();
            }
            if (stop < size) {
                refuse(context, bytes, requestStart, at + stop);
                return;
            }
        }
        lastReadNanos = ticker.nanos();
        note(context, end - start, requestStart >= 0);
        boolean oneWhole = between && requestStart == start && scanner.idle() && end - start <= PIECE;
        @Nullable
        Refusal refusal = oneWhole && scanner.plain() && isNext() ? doorman.refusal(scratch, end - start) : null;
        if (refusal == null) {
            context.fireChannelRead(bytes);
        } else {
            turnedAway++;
            bytes.release();
            context.writeAndFlush(refusal.bytes(), context.voidPromise());
        }
    }

    /** True where every request before the one at hand has been answered. */
    private boolean isNext() {
        Answered count = answered;
        return count != null && scanner.begun() - 1 - turnedAway == count.count();
    }

    private void countAnswers(ChannelHandlerContext context) {
        if (context.pipeline().get(APPLICATION) != null) {
            Answered count = new Answered(ticker);
            context.pipeline().addBefore(APPLICATION, null, count);
            answered = count;
        }
    }

    private void refuse(ChannelHandlerContext context, ByteBuf bytes, int requestStart, int stop) {
        refused = true;
        boolean answerable = requestStart >= 0 || scanner.inHead() || scanner.idle();
        int cut = requestStart >= 0 ? requestStart : stop;
        int length = cut - bytes.readerIndex();
        if (length > 0) {
            context.fireChannelRead(bytes.readRetainedSlice(length));
        }
        bytes.release();
        if (answerable) {
            context.fireChannelRead(Unpooled.wrappedBuffer(REFUSED));
        } else {
            context.close();
        }
    }

    /** Keeps the time of a request that has not come whole; a whole one, which is nearly every one, costs no timer. */
    private void note(ChannelHandlerContext context, int bytes, boolean another) {
        if (scanner.idle()) {
            watching = false;
            bodyBytes = 0;
            if (!idleWatched) {
                watchIdle(context, limits.idle().toNanos());
            }
            return;
        }
        boolean head = scanner.inHead();
        if (!watching || another || head != sawHead) {
            sinceNanos = ticker.nanos();
            bodyBytes = 0;
            sawHead = head;
        }
        bodyBytes += bytes;
        if (!watching) {
            watch(context);
        }
    }

    /**
     * Closes a connection that rests too long between two requests: one timer per connection and period, none per request. One whose answer
     * is awaited does not rest, however long that takes: whoever answers has a deadline of its own.
     */
    private void watchIdle(ChannelHandlerContext context, long nanos) {
        idleWatched = true;
        context.executor().schedule(() -> lookIdle(context), nanos, TimeUnit.NANOSECONDS);
    }

    private void lookIdle(ChannelHandlerContext context) {
        if (refused || !context.channel().isActive()) {
            return;
        }
        long left = limits.idle().toNanos() - restedNanos();
        if (scanner.idle() && left <= 0 && !answering() && !writing(context)) {
            context.close();
        } else {
            watchIdle(context, Math.max(LOOK_AGAIN_MILLIS * 1_000_000, left));
        }
    }

    private long restedNanos() {
        long rested = ticker.nanos() - lastReadNanos;
        Answered count = answered;
        return count == null || count.count() == 0 ? rested : Math.min(rested, ticker.nanos() - count.lastNanos());
    }

    /** True where a request has not been answered to its end; never where HTTP/2 may come without TLS, since nobody counts there. */
    private boolean answering() {
        Answered count = answered;
        return count != null && scanner.begun() - turnedAway > count.count();
    }

    /** An answer is on its way; how slowly it may be read is {@link ReadPace}'s to judge. */
    private static boolean writing(ChannelHandlerContext context) {
        ChannelOutboundBuffer buffer = context.channel().unsafe().outboundBuffer();
        return buffer != null && buffer.totalPendingWriteBytes() > 0;
    }

    private void watch(ChannelHandlerContext context) {
        watching = true;
        if (scheduled) {
            return;
        }
        scheduled = true;
        context.executor().schedule(() -> look(context), LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look(ChannelHandlerContext context) {
        scheduled = false;
        if (!watching || refused || !context.channel().isActive()) {
            return;
        }
        if (!context.channel().config().isAutoRead()) {
            // It is we who do not read; the client cannot be blamed.
            sinceNanos = ticker.nanos();
            bodyBytes = 0;
        }
        if (tooSlow(ticker.nanos() - sinceNanos)) {
            refused = true;
            context.close();
        } else {
            watch(context);
        }
    }

    private boolean tooSlow(long nanos) {
        if (sawHead) {
            return nanos >= limits.head().toNanos();
        }
        boolean slow = bodyBytes < limits.bytesPerSecond() * (nanos / 1e9);
        return nanos >= limits.body().toNanos() || nanos >= limits.bodyGrace().toNanos() && slow;
    }
}
