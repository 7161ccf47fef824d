package dev.weft.http.wire;

import dev.weft.kernel.Ticker;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.ClientOptionsBase;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.spi.transport.Transport;
import java.net.SocketAddress;
import java.util.concurrent.ThreadFactory;
import java.util.function.Predicate;

/**
 * A Vert.x transport like the one it wraps, but for HTTP servers, whose connections it has guarded on the bytes, and for clients, whose
 * connections it refuses to the addresses of {@link Destinations}. Made once, by whoever
 * makes Vert.x: {@code Vertx.builder().withTransport(GuardedTransport.over(...))}.
 *
 * <p>This is the one place of Vert.x's public and service-provider interfaces from which a connection's bytes can be seen before the HTTP
 * decoder: the transport configures the server's bootstrap, and a handler there sees each accepted connection first. The roads not taken:
 * a TCP server of our own in front costs a second copy and a hop for every byte and hides the client's address; Vert.x's internal
 * pipeline classes change without notice; checking decoded requests alone cannot see what decoding removed. A server behind a PROXY
 * protocol is not guarded here, since its first line is not HTTP.
 */
public final class GuardedTransport implements io.vertx.core.transport.Transport {
    private final io.vertx.core.transport.Transport base;
    private final Transport guarded;

    private GuardedTransport(io.vertx.core.transport.Transport base, Transport guarded) {
        this.base = base;
        this.guarded = guarded;
    }

    /** {@code base} with every HTTP server's connections guarded. */
    public static GuardedTransport over(io.vertx.core.transport.Transport base, WireLimits limits, Ticker ticker) {
        return over(base, limits, ticker, address -> false, new Doormen());
    }

    /**
     * The same.
     *
     * @param uncapped tells the addresses that may open as many connections as there may be at all
     * @param doormen who may turn requests away undecoded
     */
    public static GuardedTransport over(
            io.vertx.core.transport.Transport base,
            WireLimits limits,
            Ticker ticker,
            Predicate<String> uncapped,
            Doormen doormen) {
        return new GuardedTransport(base, new Guarded(base.implementation(), limits, ticker, uncapped, doormen));
    }

    /** The platform's native transport where it loads, the JDK's otherwise. */
    public static io.vertx.core.transport.Transport fastest() {
        io.vertx.core.transport.Transport found = io.vertx.core.transport.Transport.nativeTransport();
        return found != null && found.available() ? found : io.vertx.core.transport.Transport.NIO;
    }

    @Override
    public String name() {
        return base.name();
    }

    @Override
    public boolean available() {
        return base.available();
    }

    @Override
    public Throwable unavailabilityCause() {
        return base.unavailabilityCause();
    }

    @Override
    public Transport implementation() {
        return guarded;
    }

    private record Guarded(
            Transport base, WireLimits limits, Ticker ticker, Predicate<String> uncapped, Doormen doormen)
            implements Transport {
        @Override
        public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
            base.configure(options, domainSocket, bootstrap);
            if (options instanceof HttpServerOptions http && !http.isUseProxyProtocol()) {
                bootstrap.handler(new Admission(limits, ticker, http.isHttp2ClearTextEnabled(), uncapped, doormen));
            }
        }

        @Override
        public boolean supportsDomainSockets() {
            return base.supportsDomainSockets();
        }

        @Override
        public boolean supportFileRegion() {
            return base.supportFileRegion();
        }

        @Override
        public boolean isAvailable() {
            return base.isAvailable();
        }

        @Override
        public Throwable unavailabilityCause() {
            return base.unavailabilityCause();
        }

        @Override
        public SocketAddress convert(io.vertx.core.net.SocketAddress address) {
            return base.convert(address);
        }

        @Override
        public io.vertx.core.net.SocketAddress convert(SocketAddress address) {
            return base.convert(address);
        }

        @Override
        public IoHandlerFactory ioHandlerFactory() {
            return base.ioHandlerFactory();
        }

        @Override
        public EventLoopGroup eventLoopGroup(int type, int threads, ThreadFactory factory, int ioRatio) {
            return base.eventLoopGroup(type, threads, factory, ioRatio);
        }

        @Override
        public DatagramChannel datagramChannel() {
            return base.datagramChannel();
        }

        @Override
        public DatagramChannel datagramChannel(InternetProtocolFamily family) {
            return base.datagramChannel(family);
        }

        @Override
        public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
            ChannelFactory<? extends Channel> plain = base.channelFactory(domainSocket);
            return domainSocket ? plain : () -> guarded(plain.newChannel());
        }

        private static Channel guarded(Channel client) {
            client.pipeline().addFirst(new ConnectGuard());
            return client;
        }

        @Override
        public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
            return base.serverChannelFactory(domainSocket);
        }

        @Override
        public void configure(DatagramChannel channel, DatagramSocketOptions options) {
            base.configure(channel, options);
        }

        @Override
        public void configure(ClientOptionsBase options, int timeout, boolean domainSocket, Bootstrap bootstrap) {
            base.configure(options, timeout, domainSocket, bootstrap);
        }
    }
}
