package dev.weft.http.wire;

import io.netty.buffer.ByteBuf;

/**
 * Finds the frames in one direction of an HTTP/2 connection (RFC 9113, section 4.1) by their nine-byte heads, however the bytes are cut.
 * Keeps no copy. Confined to one event loop.
 */
final class H2Frames {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int PRIORITY = 2;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;
    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;
    private static final int HEAD = 9;

    /** Told of each frame's head as soon as it is whole; the payload may still be to come. */
    interface Listener {
        void frame(int type, int flags, int stream, int length);
    }

    private final byte[] head = new byte[HEAD];
    private int have;
    private int skip;

    /** @param preface bytes before the first frame */
    H2Frames(int preface) {
        skip = preface;
    }

    /** True where the last byte seen ended a frame. */
    boolean atBoundary() {
        return have == 0 && skip == 0;
    }

    /** Reads {@code bytes} without moving its indices. */
    void read(ByteBuf bytes, Listener listener) {
        int at = bytes.readerIndex();
        int end = bytes.writerIndex();
        while (at < end) {
            if (skip > 0) {
                int taken = Math.min(skip, end - at);
                skip -= taken;
                at += taken;
                continue;
            }
            int taken = Math.min(HEAD - have, end - at);
            bytes.getBytes(at, head, have, taken);
            have += taken;
            at += taken;
            if (have == HEAD) {
                have = 0;
                skip = number(0, 3);
                listener.frame(head[3], head[4], number(5, 4) & 0x7fffffff, skip);
            }
        }
    }

    private int number(int from, int bytes) {
        int sum = 0;
        for (int i = from; i < from + bytes; i++) {
            sum = sum << 8 | head[i] & 0xff;
        }
        return sum;
    }
}
