package dev.weft.http.wire;

import dev.weft.kernel.Ticker;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Sees each connection a listening socket accepts before anyone else: counts it, closes it at once where there are too many, in total or
 * from its {@link Subscriber} (but for proxies of ours, behind each of which many clients stand), and puts a {@link ReadPace} and a {@link WireGuard} first in its pipeline. Safe from any thread.
 */
@ChannelHandler.Sharable
final class Admission extends ChannelInboundHandlerAdapter {
    /** How much of its answers a client may leave unread before no more of them is written; thousands of clients may do so. */
    private static final WriteBufferWaterMark WAITING = new WriteBufferWaterMark(16 * 1024, 32 * 1024);

    /** How much the kernel takes off our hands beyond what it has sent; more would hide for minutes that a client reads slowly. */
    private static final long UNSENT = 64 * 1024;

    /** By its name: the classes of the epoll transport are there at run time only. */
    private static final ChannelOption<Long> NOT_SENT =
            ChannelOption.valueOf("io.netty.channel.epoll.EpollChannelOption#TCP_NOTSENT_LOWAT");

    private final WireLimits limits;
    private final Ticker ticker;
    private final boolean clearHttp2;
    private final Predicate<String> uncapped;
    private final Doormen doormen;
    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentHashMap<String, Integer> bySubscriber = new ConcurrentHashMap<>();

    Admission(WireLimits limits, Ticker ticker, boolean clearHttp2, Predicate<String> uncapped, Doormen doormen) {
        this.limits = limits;
        this.clearHttp2 = clearHttp2;
        this.ticker = ticker;
        this.uncapped = uncapped;
        this.doormen = doormen;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof Channel connection)) {
            context.fireChannelRead(message);
            return;
        }
        Optional<InetAddress> address = address(connection);
        String subscriber = address.map(Subscriber::of).orElse("");
        int from = bySubscriber.merge(subscriber, 1, Integer::sum);
        int total = open.incrementAndGet();
        if (total > limits.connections() || from > limits.perAddress() && !proxy(address)) {
            gone(subscriber); // its closeFuture never completes: it was not registered
            connection.unsafe().closeForcibly();
            return;
        }
        connection.closeFuture().addListener(closed -> gone(subscriber));
        connection.config().setWriteBufferWaterMark(WAITING);
        connection.config().setOption(NOT_SENT, UNSENT); // other transports have no such option and ignore it
        connection
                .pipeline()
                .addLast(new ReadPace(limits, ticker), new WireGuard(limits, ticker, clearHttp2, doorman(context)));
        context.fireChannelRead(message);
    }

    private boolean proxy(Optional<InetAddress> address) {
        return address.map(InetAddress::getHostAddress).filter(uncapped).isPresent();
    }

    private void gone(String subscriber) {
        open.decrementAndGet();
        bySubscriber.computeIfPresent(subscriber, (key, count) -> count > 1 ? count - 1 : null);
    }

    private Doorman doorman(ChannelHandlerContext listening) {
        return listening.channel().localAddress() instanceof InetSocketAddress local
                ? doormen.at(local.getPort())
                : Doorman.ABSENT;
    }

    private static Optional<InetAddress> address(Channel connection) {
        return connection.remoteAddress() instanceof InetSocketAddress remote
                ? Optional.ofNullable(remote.getAddress())
                : Optional.empty();
    }
}
