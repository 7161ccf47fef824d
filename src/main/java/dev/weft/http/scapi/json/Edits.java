package dev.weft.http.scapi.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Changes to one document, collected in any order and applied at once. Confined to one thread. Spans must not overlap; setting the same
 * member twice is such an overlap and fails, because one of the two would be lost in silence.
 */
public final class Edits {
    private record Edit(int from, int to, byte[] with, int order) {}

    private final byte[] source;
    private final List<Edit> edits = new ArrayList<>();
    private final List<Integer> grown = new ArrayList<>(0);
    private int growth;

    Edits(byte[] source) {
        this.source = source;
    }

    void replace(int from, int to, byte[] with) {
        edits.add(new Edit(from, to, with, edits.size()));
        growth += with.length - (to - from);
    }

    /** A member more before the object's closing brace. */
    void insert(Item item, String name, byte[] value) {
        boolean first = item.empty() && !grown.contains(item.open());
        grown.add(item.open());
        byte[] key = ((first ? "\"" : ",\"") + name + "\":").getBytes(StandardCharsets.UTF_8);
        byte[] member = java.util.Arrays.copyOf(key, key.length + value.length);
        System.arraycopy(value, 0, member, key.length, value.length);
        replace(item.close(), item.close(), member);
    }

    /** What the value that begins at {@code from} is replaced by; empty where it is not. */
    Optional<String> at(int from) {
        for (Edit edit : edits) {
            if (edit.from() == from && edit.to() > from) {
                return Optional.of(new String(edit.with(), StandardCharsets.UTF_8));
            }
        }
        return Optional.empty();
    }

    public boolean none() {
        return edits.isEmpty();
    }

    /** The edited document; the source itself, not a copy, where nothing was edited. */
    public byte[] apply() {
        if (edits.isEmpty()) {
            return source;
        }
        edits.sort(Comparator.comparingInt(Edit::from).thenComparingInt(Edit::order));
        byte[] result = new byte[source.length + growth];
        int read = 0;
        int written = 0;
        for (Edit edit : edits) {
            if (edit.from() < read) {
                throw new IllegalStateException("edits overlap at byte " + edit.from());
            }
            System.arraycopy(source, read, result, written, edit.from() - read);
            written += edit.from() - read;
            System.arraycopy(edit.with(), 0, result, written, edit.with().length);
            written += edit.with().length;
            read = edit.to();
        }
        System.arraycopy(source, read, result, written, source.length - read);
        return result;
    }
}
