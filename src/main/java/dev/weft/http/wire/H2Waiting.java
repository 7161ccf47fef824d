package dev.weft.http.wire;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Stream;
import org.jspecify.annotations.Nullable;

/** Asks the HTTP/2 codec of a connection who waits for whom. Where there is no codec yet, nobody waits. */
record H2Waiting(@Nullable Http2Connection connection) {
    static H2Waiting of(ChannelPipeline pipeline) {
        Http2ConnectionHandler codec = pipeline.get(Http2ConnectionHandler.class);
        return new H2Waiting(codec == null ? null : codec.connection());
    }

    /** True where the codec does not know the stream any more. */
    boolean forget(int id) {
        Http2Connection known = connection;
        return known != null && known.stream(id) == null;
    }

    /**
     * True where the client's window is what an answer waits for, or would have to. What Vert.x holds back itself for want of a window
     * does not show in the codec, so a closed window counts too.
     */
    boolean forClient(int id) {
        Http2Connection known = connection;
        Http2Stream stream = known == null ? null : known.stream(id);
        if (known == null || stream == null) {
            return false;
        }
        Http2RemoteFlowController windows = known.remote().flowController();
        return windows.hasFlowControlled(stream)
                || windows.windowSize(stream) <= 0
                || windows.windowSize(known.connectionStream()) <= 0;
    }

    /** True where the client has used up the window we gave it, so that it must wait for us. */
    boolean forUs(int id) {
        Http2Connection known = connection;
        Http2Stream stream = known == null ? null : known.stream(id);
        return known != null && stream != null && known.local().flowController().windowSize(stream) <= 0;
    }
}
