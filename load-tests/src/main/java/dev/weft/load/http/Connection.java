package dev.weft.load.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;

/**
 * One keep-alive connection that carries one request at a time. It reads the status and skips the body by Content-Length; an answer
 * without one counts as failed, as does a connection that closes under a request. Confined to one event loop.
 */
final class Connection {
    private static final byte[] LENGTH = "\ncontent-length:".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private final NetSocket socket;
    private final Answered answered;
    private boolean waiting;
    private Buffer pending = Buffer.buffer();

    /** Told the status of each answer; 0 where the connection broke. */
    @FunctionalInterface
    interface Answered {
        void answered(Connection connection, int status);
    }

    Connection(NetSocket socket, Answered answered) {
        this.socket = socket;
        this.answered = answered;
        socket.handler(this::receive);
        socket.closeHandler(v -> lost());
        socket.exceptionHandler(e -> lost());
    }

    void send(Buffer request) {
        waiting = true;
        socket.write(request);
    }

    void close() {
        waiting = false;
        socket.close();
    }

    private void lost() {
        if (waiting) {
            waiting = false;
            answered.answered(this, 0);
        }
    }

    private void receive(Buffer chunk) {
        Buffer all = pending.length() == 0 ? chunk : pending.appendBuffer(chunk);
        int head = endOfHead(all);
        int length = head < 0 ? 0 : contentLength(all, head);
        if (head >= 0 && all.length() >= head + length) {
            pending = Buffer.buffer();
            waiting = false;
            answered.answered(this, status(all));
        } else {
            pending = all == chunk ? chunk.copy() : all;
        }
    }

    private static int endOfHead(Buffer all) {
        for (int i = 3; i < all.length(); i++) {
            if (all.getByte(i) == '\n' && all.getByte(i - 1) == '\r' && all.getByte(i - 2) == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    private static int status(Buffer all) {
        return (all.getByte(9) - '0') * 100 + (all.getByte(10) - '0') * 10 + all.getByte(11) - '0';
    }

    private static int contentLength(Buffer all, int head) {
        for (int i = 0; i < head - LENGTH.length; i++) {
            if (all.getByte(i) == '\n' && isLength(all, i)) {
                int length = 0;
                for (int at = i + LENGTH.length; all.getByte(at) != '\r'; at++) {
                    if (all.getByte(at) != ' ') {
                        length = length * 10 + all.getByte(at) - '0';
                    }
                }
                return length;
            }
        }
        return 0;
    }

    private static boolean isLength(Buffer all, int from) {
        for (int i = 1; i < LENGTH.length; i++) {
            byte given = all.getByte(from + i);
            if ((given >= 'A' && given <= 'Z' ? given + 32 : given) != LENGTH[i]) {
                return false;
            }
        }
        return true;
    }
}
