package dev.weft.http.wire;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;

/**
 * Sees the address a client's socket is about to connect to, after the one and only resolution, and refuses those of {@link Destinations}.
 * There is nothing between this check and the connection: a name that resolves otherwise the next time is checked the next time. It leaves
 * with the connection made, so requests pay nothing. Runs on the connection's event loop.
 */
final class ConnectGuard extends ChannelOutboundHandlerAdapter {
    @Override
    public void connect(
            ChannelHandlerContext context, SocketAddress remote, SocketAddress local, ChannelPromise promise) {
        Optional<String> refusal = refusal(remote);
        if (refusal.isPresent()) {
            promise.tryFailure(new ConnectException("never connected to: " + refusal.get()));
            return;
        }
        context.connect(remote, local, promise);
        context.pipeline().remove(this);
    }

    private static Optional<String> refusal(SocketAddress remote) {
        if (!(remote instanceof InetSocketAddress address)) {
            return Optional.empty(); // a socket of this machine's file system
        }
        return address.getAddress() == null
                ? Optional.of("a name that was not resolved")
                : Destinations.refusal(address.getAddress());
    }
}
