package dev.weft.http.wire;

import dev.weft.kernel.Ticker;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Watches the frames of one HTTP/2 connection, between TLS and the codec, and closes it when its client costs more than it asks for.
 *
 * <p>Two kinds of rule. <em>Floods</em>: per ten seconds at most so many frames of each kind that make work without being a request
 * (RST_STREAM as in rapid reset, PING, SETTINGS, PRIORITY, empty DATA, WINDOW_UPDATE far beyond what is sent), and per header block at
 * most so many CONTINUATIONs and bytes. <em>Slowness</em>, as over HTTP/1: the preface, a frame, a header block must be whole within the
 * head's time; a body must come at the slowest rate; an answer that waits for the client's flow-control window must be taken at that
 * rate; a connection without a request is idle. The codec's own checks stay as they are behind this one.
 *
 * <p>Each rule closes the connection rather than the stream: none is broken by a client one would want to keep. Runs on the connection's
 * event loop.
 */
final class H2Guard extends ChannelDuplexHandler {
    private static final int PREFACE = 24;
    private static final long LOOK_AGAIN_MILLIS = 500;
    private static final long FLOOD_WINDOW = TimeUnit.SECONDS.toNanos(10);
    private static final int MAX_CONTINUATIONS = 8;
    private static final int MAX_BLOCK = 64 * 1024;
    private static final int RESETS = 100;
    private static final int PINGS = 100;
    private static final int SETTINGS = 20;
    private static final int PRIORITIES = 200;
    private static final int EMPTY_DATA = 100;
    private static final int WINDOW_UPDATES = 20_000;

    private final WireLimits limits;
    private final Ticker ticker;
    private final H2Frames in = new H2Frames(PREFACE);
    private final H2Frames out = new H2Frames(0);
    private final Map<Integer, Stream> streams = new HashMap<>();
    private final int[] counts = new int[H2Frames.CONTINUATION + 1];
    private long countedSince;
    private long wholeAt;
    private long idleSince;
    private boolean inBlock;
    private long blockSince;
    private int blockFrames;
    private long blockBytes;
    private boolean closed;

    /** A request whose answer has not ended. */
    private static final class Stream {
        private long since;
        private long received;
        private long sent;
        private boolean requestEnded;
        private boolean answering;
    }

    H2Guard(WireLimits limits, Ticker ticker) {
        this.limits = limits;
        this.ticker = ticker;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        long now = ticker.nanos();
        countedSince = now;
        wholeAt = now;
        idleSince = now;
        lookLater(context);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf bytes) {
            long now = ticker.nanos();
            if (in.atBoundary()) {
                wholeAt = now; // a frame may begin here
            }
            in.read(bytes, (type, flags, stream, length) -> received(now, type, flags, stream, length));
            if (closed) {
                bytes.release();
                context.close();
                return;
            }
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf bytes) {
            out.read(bytes, this::sent);
        }
        context.write(message, promise);
    }

    private void received(long now, int type, int flags, int id, int length) {
        wholeAt = now;
        switch (type) {
            case H2Frames.HEADERS -> headers(now, flags, id, length);
            case H2Frames.CONTINUATION -> continuation(flags, length);
            case H2Frames.DATA -> data(flags, id, length);
            case H2Frames.RST_STREAM -> {
                count(now, type, RESETS);
                ended(id);
            }
            case H2Frames.PING -> count(now, type, PINGS);
            case H2Frames.SETTINGS -> count(now, type, SETTINGS);
            case H2Frames.PRIORITY -> count(now, type, PRIORITIES);
            case H2Frames.WINDOW_UPDATE -> count(now, type, WINDOW_UPDATES);
            default -> {
                // The codec knows what to make of it.
            }
        }
    }

    private void headers(long now, int flags, int id, int length) {
        inBlock = (flags & H2Frames.END_HEADERS) == 0;
        blockSince = now;
        blockFrames = 0;
        blockBytes = length;
        Stream stream = streams.computeIfAbsent(id, first -> new Stream());
        stream.since = now;
        stream.requestEnded |= (flags & H2Frames.END_STREAM) != 0;
    }

    private void continuation(int flags, int length) {
        blockFrames++;
        blockBytes += length;
        inBlock = (flags & H2Frames.END_HEADERS) == 0;
        closed |= blockFrames > MAX_CONTINUATIONS || blockBytes > MAX_BLOCK;
    }

    private void data(int flags, int id, int length) {
        boolean last = (flags & H2Frames.END_STREAM) != 0;
        if (length == 0 && !last) {
            count(ticker.nanos(), H2Frames.DATA, EMPTY_DATA);
        }
        Stream stream = streams.get(id);
        if (stream != null) {
            stream.received += length;
            stream.requestEnded |= last;
            if (last) {
                stream.since = ticker.nanos();
            }
        }
    }

    private void sent(int type, int flags, int id, int length) {
        boolean answer = type == H2Frames.DATA || type == H2Frames.HEADERS;
        if (type == H2Frames.RST_STREAM || answer && (flags & H2Frames.END_STREAM) != 0) {
            ended(id);
        } else if (answer) {
            Stream stream = streams.get(id);
            if (stream != null) {
                stream.answering = true;
                stream.sent += length;
            }
        }
    }

    private void ended(int id) {
        if (streams.remove(id) != null && streams.isEmpty()) {
            idleSince = ticker.nanos();
        }
    }

    private void count(long now, int type, int most) {
        if (now - countedSince >= FLOOD_WINDOW) {
            java.util.Arrays.fill(counts, 0);
            countedSince = now;
        }
        closed |= ++counts[type] > most;
    }

    private void lookLater(ChannelHandlerContext context) {
        context.executor().schedule(() -> look(context), LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look(ChannelHandlerContext context) {
        if (!context.channel().isActive()) {
            return;
        }
        long now = ticker.nanos();
        long head = limits.head().toNanos();
        boolean halfFrame = !in.atBoundary()
                && now - wholeAt >= Math.max(head, limits.bodyGrace().toNanos());
        boolean halfBlock = inBlock && now - blockSince >= head;
        boolean idle = streams.isEmpty() && now - idleSince >= limits.idle().toNanos();
        if (halfFrame || halfBlock || slowStream(context, now)) {
            context.close();
        } else if (idle) {
            context.channel().close(); // through the codec, which says goodbye
        } else {
            lookLater(context);
        }
    }

    private boolean slowStream(ChannelHandlerContext context, long now) {
        H2Waiting waiting = H2Waiting.of(context.pipeline());
        for (Iterator<Map.Entry<Integer, Stream>> all = streams.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<Integer, Stream> entry = all.next();
            Stream stream = entry.getValue();
            if (waiting.forget(entry.getKey())) {
                all.remove(); // the codec closed it without a frame of ours
            } else if (!stream.requestEnded
                    ? slowBody(stream, waiting, entry.getKey(), now)
                    : slowReading(stream, waiting, entry.getKey(), now)) {
                return true;
            }
        }
        return false;
    }

    private boolean slowBody(Stream stream, H2Waiting waiting, int id, long now) {
        if (waiting.forUs(id)) {
            stream.since = now; // it is we who do not read
            stream.received = 0;
        }
        long nanos = now - stream.since;
        boolean slow = stream.received < limits.bytesPerSecond() * (nanos / 1e9);
        return nanos >= limits.body().toNanos() || nanos >= limits.bodyGrace().toNanos() && slow;
    }

    /** Only an answer that could be sent, had the client opened its window, is held against it. */
    private boolean slowReading(Stream stream, H2Waiting waiting, int id, long now) {
        if (!waiting.forClient(id)) {
            stream.since = now;
            stream.sent = 0;
            return false;
        }
        long nanos = now - stream.since;
        if (nanos < limits.bodyGrace().toNanos()) {
            return false;
        }
        if (stream.sent < limits.bytesPerSecond() * (nanos / 1e9)) {
            return true;
        }
        stream.since = now;
        stream.sent = 0;
        return false;
    }
}
