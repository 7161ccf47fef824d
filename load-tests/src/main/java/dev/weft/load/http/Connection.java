package dev.weft.load.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;

/**
 * One keep-alive connection that carries one request at a time. It reads the status and skips the body by Content-Length. An answer that
 * says no length (204 and 304 need none) cannot be told from the next one, so it counts as broken, as does a connection that closes under a
 * request. Confined to one event loop.
 */
final class Connection {
    private static final byte[] LENGTH = ascii("content-length:");
    private static final byte[] CONNECTION = ascii("connection:");
    private static final byte[] CLOSE = ascii("close");

    private final NetSocket socket;
    private final Owner owner;
    private boolean waiting;
    private long sent;
    private boolean usable = true;
    private byte[] pending = new byte[0];

    /** Whose connection it is. */
    interface Owner {
        /** Told the status of each answer; 0 where the connection broke under a request. */
        void answered(Connection connection, int status);

        /** Told that the server closed it between two requests. */
        default void gone(Connection connection) {}
    }

    Connection(NetSocket socket, Owner owner) {
        this.socket = socket;
        this.owner = owner;
        socket.handler(this::receive);
        socket.closeHandler(v -> lost());
        socket.exceptionHandler(e -> lost());
    }

    void send(Buffer request) {
        waiting = true;
        sent = System.nanoTime();
        socket.write(request);
    }

    /** When the last request went out, in nanoseconds of {@link System#nanoTime}. */
    long sent() {
        return sent;
    }

    /** False once the server has closed it, or has said that it will. */
    boolean usable() {
        return usable;
    }

    /** Closes it without a word to its owner. */
    void close() {
        waiting = false;
        usable = false;
        socket.close();
    }

    private void lost() {
        boolean known = !usable && !waiting;
        usable = false;
        if (waiting) {
            waiting = false;
            owner.answered(this, 0);
        } else if (!known) {
            owner.gone(this);
        }
    }

    private void receive(Buffer chunk) {
        byte[] all = joined(chunk);
        int head = endOfHead(all);
        if (head < 0) {
            pending = all;
            return;
        }
        int status = (all[9] - '0') * 100 + (all[10] - '0') * 10 + all[11] - '0';
        int length = status == 204 || status == 304 ? 0 : contentLength(all, head);
        if (length < 0) {
            ended(0, true);
        } else if (all.length < head + length) {
            pending = all;
        } else {
            ended(status, field(all, head, CONNECTION, CLOSE) >= 0);
        }
    }

    private void ended(int status, boolean closing) {
        pending = new byte[0];
        if (closing) {
            usable = false;
            socket.close();
        }
        if (waiting) {
            waiting = false;
            owner.answered(this, status);
        }
    }

    private byte[] joined(Buffer chunk) {
        if (pending.length == 0) {
            return chunk.getBytes();
        }
        byte[] all = java.util.Arrays.copyOf(pending, pending.length + chunk.length());
        chunk.getBytes(all, pending.length);
        return all;
    }

    private static int endOfHead(byte[] all) {
        for (int i = 3; i < all.length; i++) {
            if (all[i] == '\n' && all[i - 1] == '\r' && all[i - 2] == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    /** What Content-Length says; -1 where there is none. */
    private static int contentLength(byte[] all, int head) {
        int at = field(all, head, LENGTH, new byte[0]);
        if (at < 0) {
            return -1;
        }
        int length = 0;
        for (; all[at] != '\r'; at++) {
            length = length * 10 + all[at] - '0';
        }
        return length;
    }

    /** Where the value of the field begins, if it begins with {@code value}; -1 where there is none such. */
    private static int field(byte[] all, int head, byte[] name, byte[] value) {
        for (int i = 0; i < head - name.length; i++) {
            if (all[i] == '\n' && matches(all, i + 1, name)) {
                int at = i + 1 + name.length;
                while (all[at] == ' ') {
                    at++;
                }
                if (matches(all, at, value)) {
                    return at;
                }
            }
        }
        return -1;
    }

    private static boolean matches(byte[] all, int from, byte[] wanted) {
        if (from + wanted.length > all.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            byte given = all[from + i];
            if ((given >= 'A' && given <= 'Z' ? given + 32 : given) != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
