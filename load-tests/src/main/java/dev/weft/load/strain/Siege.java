package dev.weft.load.strain;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Slow clients: connections from many addresses of this machine that keep a server waiting, each replaced by a new one as soon as it is
 * closed. One thread, one selector. What is kept of each connection is how long it lived.
 */
final class Siege {
    /** How a client is slow. */
    enum Mode {
        /** A head that never ends: one more field every second. */
        HEADERS,
        /** A body that never ends: ten more bytes every second. */
        BODY,
        /** Many big answers wanted at once, and sixteen bytes of them taken every second. */
        READ
    }

    private static final Duration STEP = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final int ADDRESSES = 200;
    private static final int CONNECTS_PER_TURN = 50;
    private static final byte[] FIELD = ascii("x-slow: 1\r\n");
    private static final byte[] DRIP = ascii("          ");

    private final Mode mode;
    private final int port;
    private final int count;
    private final IntFunction<byte[]> openings;
    private final List<Slow> open = new ArrayList<>();
    private final List<Double> lives = new ArrayList<>();
    private final ByteBuffer taken = ByteBuffer.allocate(16);
    private int made;
    private int failed;
    private int mostOpen;
    private long nextLook;

    /** {@code openings} are what each connection begins with, by its number. */
    Siege(Mode mode, int port, int count, IntFunction<byte[]> openings) {
        this.mode = mode;
        this.port = port;
        this.count = count;
        this.openings = openings;
    }

    private static final class Slow {
        private final SocketChannel channel;
        private final long since = System.nanoTime();
        private final ByteBuffer opening;
        private long next = since;

        Slow(SocketChannel channel, byte[] opening) {
            this.channel = channel;
            this.opening = ByteBuffer.wrap(opening);
        }
    }

    /** Lays siege for {@code length}, then lets those that are left be closed, for {@code rest} at most. */
    void run(Duration length, Duration rest) throws IOException, InterruptedException {
        try (Selector selector = Selector.open()) {
            long start = System.nanoTime();
            long until = start + length.toNanos();
            long end = until + rest.toNanos();
            while (System.nanoTime() < until || !open.isEmpty() && System.nanoTime() < end) {
                if (System.nanoTime() < until) {
                    fill(selector);
                }
                selector.select(this::ready, 20);
                step();
                lookAround();
                mostOpen = Math.max(mostOpen, open.size());
            }
            for (Slow slow : List.copyOf(open)) {
                over(slow);
            }
        }
    }

    private void fill(Selector selector) {
        for (int i = 0; i < CONNECTS_PER_TURN && open.size() < count; i++) {
            try {
                SocketChannel channel = SocketChannel.open();
                channel.configureBlocking(false);
                if (mode == Mode.READ) {
                    channel.setOption(StandardSocketOptions.SO_RCVBUF, 2_048);
                }
                int last = 2 + made % ADDRESSES;
                channel.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last}), 0));
                Slow slow = new Slow(channel, openings.apply(made++));
                channel.connect(new InetSocketAddress("127.0.0.1", port));
                channel.register(selector, SelectionKey.OP_CONNECT, slow);
                open.add(slow);
            } catch (IOException e) {
                failed++;
                return;
            }
        }
    }

    private void ready(SelectionKey key) {
        Slow slow = (Slow) key.attachment();
        try {
            if (key.isConnectable() && slow.channel.finishConnect()) {
                key.interestOps(mode == Mode.READ ? 0 : SelectionKey.OP_READ);
                slow.channel.write(slow.opening);
            } else if (key.isReadable() && !readOn(slow)) {
                over(slow);
            }
        } catch (IOException e) {
            over(slow);
        }
    }

    /** What the server says to a slow sender is of no interest; only that it closes is. */
    private static boolean readOn(Slow slow) throws IOException {
        ByteBuffer any = ByteBuffer.allocate(4_096);
        int read = slow.channel.read(any);
        while (read > 0) {
            any.clear();
            read = slow.channel.read(any);
        }
        return read == 0;
    }

    private void step() {
        long now = System.nanoTime();
        for (Slow slow : List.copyOf(open)) {
            if (now >= slow.next && slow.channel.isConnected()) {
                slow.next = now + STEP.toNanos();
                try {
                    drip(slow);
                } catch (IOException e) {
                    over(slow);
                }
            }
        }
    }

    /** Whom the server has given up on without our noticing. */
    private void lookAround() throws IOException {
        long now = System.nanoTime();
        if (mode != Mode.READ || now < nextLook || !Peers.known()) {
            return;
        }
        nextLook = now + LOOK.toNanos();
        Set<String> peers = Peers.of(port);
        for (Slow slow : List.copyOf(open)) {
            if (slow.channel.isConnected()
                    && now - slow.since > STEP.toNanos()
                    && !peers.contains(Peers.name((InetSocketAddress) slow.channel.getLocalAddress()))) {
                over(slow);
            }
        }
    }

    private void drip(Slow slow) throws IOException {
        if (slow.opening.hasRemaining()) {
            slow.channel.write(slow.opening);
            return;
        }
        switch (mode) {
            case HEADERS -> slow.channel.write(ByteBuffer.wrap(FIELD));
            case BODY -> slow.channel.write(ByteBuffer.wrap(DRIP));
            case READ -> {
                taken.clear();
                if (slow.channel.read(taken) < 0) {
                    over(slow);
                }
            }
        }
    }

    private void over(Slow slow) {
        if (open.remove(slow)) {
            lives.add((System.nanoTime() - slow.since) / 1e9);
            try {
                slow.channel.close();
            } catch (IOException e) {
                failed++;
            }
        }
    }

    /** How many seconds each connection lived, in no order; one that was never closed by the server until the end of the run is among them. */
    List<Double> lives() {
        return lives;
    }

    int mostOpen() {
        return mostOpen;
    }

    /** Connections that could not even be begun. */
    int failed() {
        return failed;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
