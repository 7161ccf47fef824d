package dev.weft.http.scapi.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Spans of one document and what is to stand there instead. Their memory, that of what is to stand there and that of the document written
 * anew are used for one document after another; confined to whoever holds them.
 */
final class Patches {
    private static final int MOST_FREE = 2; // taken when other systems have answered, and released in the same turn
    private static final int MOST_KEPT_PATCHES = 64 * 1024;
    private static final int MOST_KEPT_BYTES = 512 * 1024;
    private static final int MOST_DIGITS = 22;
    private static final ThreadLocal<ArrayDeque<Patches>> FREE = ThreadLocal.withInitial(ArrayDeque::new);

    /** Where a span begins, and then which one it was: sorted, they are in the order they are written. */
    private long[] order = new long[256];

    private int[] bounds = new int[3 * 256];
    private byte[] text = new byte[4 * 1024];
    private byte[] result = new byte[0];
    private int size;
    private int told;
    private int growth;

    private Patches() {}

    static Patches take() {
        Patches free = FREE.get().pollFirst();
        return free == null ? new Patches() : free;
    }

    void release() {
        size = 0;
        told = 0;
        growth = 0;
        ArrayDeque<Patches> free = FREE.get();
        if (free.size() < MOST_FREE && order.length <= MOST_KEPT_PATCHES && text.length <= MOST_KEPT_BYTES) {
            result = result.length <= MOST_KEPT_BYTES ? result : new byte[0];
            free.addFirst(this);
        }
    }

    /** Begins the span from {@code from} to {@code to}, which is nothing where they are the same; what is told next stands there. */
    void begin(int from, int to) {
        if (size == order.length) {
            order = Arrays.copyOf(order, 2 * size);
            bounds = Arrays.copyOf(bounds, 6 * size);
        }
        order[size] = (long) from << 32 | size;
        bounds[3 * size] = to;
        bounds[3 * size + 1] = told;
        bounds[3 * size + 2] = told;
        growth -= to - from;
        size++;
    }

    /** Text for the span begun last. */
    void tell(String json) {
        int length = json.length();
        room(3 * length); // of UTF-8, at most
        int at = told;
        for (int i = 0; i < length; i++) {
            char c = json.charAt(i);
            if (c >= 0x80) {
                tell(json.getBytes(StandardCharsets.UTF_8));
                return;
            }
            text[at++] = (byte) c;
        }
        toldTo(at);
    }

    private void tell(byte[] utf8) {
        System.arraycopy(utf8, 0, text, told, utf8.length);
        toldTo(told + utf8.length);
    }

    /** A number for the span begun last: {@code unscaled} with {@code scale} decimals. */
    void tell(long unscaled, int scale) {
        room(MOST_DIGITS + scale);
        toldTo(Decimals.write(unscaled, scale, text, told));
    }

    private void room(int more) {
        if (text.length - told < more) {
            text = Arrays.copyOf(text, Math.max(2 * text.length, told + more));
        }
    }

    private void toldTo(int end) {
        growth += end - told;
        told = end;
        bounds[3 * size - 1] = end;
    }

    /** What the value that begins at {@code from} is replaced by; null where it is not. */
    @Nullable
    String at(int from) {
        for (int i = 0; i < size; i++) {
            int which = (int) order[i];
            if (order[i] >>> 32 == from && bounds[3 * which] > from) {
                int begun = bounds[3 * which + 1];
                return new String(text, begun, bounds[3 * which + 2] - begun, StandardCharsets.UTF_8);
            }
        }
        return null;
    }

    /** Writes the whole document; its length is {@link #length}. Fails where spans overlap. */
    byte[] write(byte[] source) {
        int length = length(source);
        if (result.length < length) {
            result = new byte[length + length / 8]; // the next one is a little longer
        }
        Arrays.sort(order, 0, size);
        int read = 0;
        int written = 0;
        for (int i = 0; i < size; i++) {
            int from = (int) (order[i] >>> 32);
            int which = (int) order[i];
            if (from < read) {
                throw new IllegalStateException("edits overlap at byte " + from);
            }
            System.arraycopy(source, read, result, written, from - read);
            written += from - read;
            int begun = bounds[3 * which + 1];
            int ended = bounds[3 * which + 2];
            System.arraycopy(text, begun, result, written, ended - begun);
            written += ended - begun;
            read = bounds[3 * which];
        }
        System.arraycopy(source, read, result, written, source.length - read);
        return result;
    }

    int length(byte[] source) {
        return source.length + growth;
    }
}
