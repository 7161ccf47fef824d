package dev.weft.http.scapi.json;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Changes to one document, collected in any order and applied at once. Confined to one thread, and of use until the document is closed.
 * Spans must not overlap; setting the same member twice is such an overlap and fails, because one of the two would be lost in silence.
 */
public final class Edits {
    private final Document document;
    private final List<Integer> grown = new ArrayList<>(0);

    Edits(Document document) {
        this.document = document;
    }

    /**
     * A document as it is to be sent.
     *
     * @param bytes of which the first {@code length} count; not to be changed
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Edited(byte[] bytes, int length) {}

    void replace(int from, int to, String with) {
        Patches patches = document.patches();
        patches.begin(from, to);
        patches.tell(with);
    }

    void replace(int from, int to, long unscaled, int scale) {
        Patches patches = document.patches();
        patches.begin(from, to);
        patches.tell(unscaled, scale);
    }

    /** A member more before the object's closing brace. */
    void insert(Item item, String name, String value) {
        boolean first = item.empty() && !grown.contains(item.open());
        grown.add(item.open());
        Patches patches = document.patches();
        patches.begin(item.close(), item.close());
        patches.tell(first ? "\"" : ",\"");
        patches.tell(name);
        patches.tell("\":");
        patches.tell(value);
    }

    /** What the value that begins at {@code from} is replaced by; empty where it is not. */
    Optional<String> at(int from) {
        return none()
                ? Optional.empty()
                : Optional.ofNullable(document.patches().at(from));
    }

    public boolean none() {
        return document.untouched();
    }

    /** The edited document; the source itself, not a copy, where nothing was edited. */
    public byte[] apply() {
        Edited edited = edited();
        return none() ? edited.bytes() : Arrays.copyOf(edited.bytes(), edited.length());
    }

    /** The same in memory that serves the next document too: it must be read before this one is closed. */
    public Edited edited() {
        byte[] source = document.source();
        if (none()) {
            return new Edited(source, source.length);
        }
        Patches patches = document.patches();
        return new Edited(patches.write(source), patches.length(source));
    }
}
