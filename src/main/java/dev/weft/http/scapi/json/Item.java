package dev.weft.http.scapi.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object of interest: where it stands, and where its members of interest stand. Confined to whoever scanned the document. Where
 * a member is repeated, the last one counts, as it does for JavaScript, and setting it changes that one.
 */
public final class Item {
    private static final int NONE = -1;

    private final Document document;
    private final int cell;
    private final int end;

    Item(Document document, int cell, int end) {
        this.document = document;
        this.cell = cell;
        this.end = end;
    }

    /** Whether the object has this member, whatever its value. */
    public boolean has(String name) {
        return member(name) >= 0;
    }

    /** Whether the member's value is written exactly like {@code json}, which must be ASCII; false where it is absent. */
    public boolean is(String name, String json) {
        int member = member(name);
        return member >= 0 && to(member) - from(member) == json.length() && stands(from(member), json);
    }

    /** Whether the member is a string, written without escapes, that says {@code text}, which must be ASCII. */
    public boolean says(String name, String text) {
        int member = member(name);
        return member >= 0
                && to(member) - from(member) == text.length() + 2
                && source()[from(member)] == '"'
                && stands(from(member) + 1, text);
    }

    private boolean stands(int from, String ascii) {
        byte[] source = source();
        for (int i = 0; i < ascii.length(); i++) {
            if (source[from + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** A number that is the same for the same way a member is written; 0 where it is absent. */
    public int hash(String name) {
        int member = member(name);
        int hash = 0;
        for (int i = member < 0 ? 0 : from(member); member >= 0 && i < to(member); i++) {
            hash = 31 * hash + source()[i];
        }
        return hash;
    }

    /** Whether the member is a string written without escapes. */
    public boolean plain(String name) {
        return plain(member(name));
    }

    /** The same for the member {@code name} of the object that {@code within} holds; true where there is none. */
    public boolean plainIfThere(String within, String name) {
        int member = member(within, name);
        return member < 0 || plain(member);
    }

    private boolean plain(int member) {
        if (member < 0 || source()[from(member)] != '"') {
            return false;
        }
        for (int i = from(member) + 1; i < to(member) - 1; i++) {
            if (source()[i] == '\\') {
                return false;
            }
        }
        return true;
    }

    /** Whether this member and the one in what {@code other}, of the same document, holds are written alike; false where one is absent. */
    public boolean same(String name, Item other, String within, String otherName) {
        int mine = member(name);
        int theirs = other.member(within, otherName);
        return mine >= 0
                && theirs >= 0
                && Arrays.equals(source(), from(mine), to(mine), other.source(), other.from(theirs), other.to(theirs));
    }

    /**
     * Whether each member of interest of the object that {@code name} holds is written alike in the object that the member of the same name
     * of {@code other}, of the same document, holds; false where either holds none.
     */
    public boolean within(String name, Item other) {
        Scratch cells = index();
        int member = member(name);
        boolean within = member >= 0 && member + 2 < cells.next(member);
        for (int at = member + 2; within && at < cells.next(member); at = cells.next(at)) {
            String key = cells.name(at);
            int theirs = key == null ? NONE : other.member(name, key);
            within = theirs >= 0
                    && Arrays.equals(source(), from(at), to(at), other.source(), other.from(theirs), other.to(theirs));
        }
        return within;
    }

    /** Whether {@code name} holds an object whose members of interest are all strings written without escapes. */
    public boolean plainWithin(String name) {
        Scratch cells = index();
        int member = member(name);
        boolean plain = member >= 0 && member + 1 < cells.next(member);
        for (int at = member + 2; plain && at < cells.next(member); at = cells.next(at)) {
            plain = plain(at);
        }
        return plain;
    }

    /** A string member without escapes; empty where it is absent, no string, or has escapes. */
    public Optional<String> text(String name) {
        int member = member(name);
        if (!plain(name)) {
            return Optional.empty();
        }
        return Optional.of(
                new String(source(), from(member) + 1, to(member) - from(member) - 2, StandardCharsets.UTF_8));
    }

    /** A member's value exactly as it is written; empty where it is absent. */
    public Optional<String> raw(String name) {
        int member = member(name);
        return member < 0
                ? Optional.empty()
                : Optional.of(new String(source(), from(member), to(member) - from(member), StandardCharsets.UTF_8));
    }

    /**
     * A member that is a plain decimal number, times ten to the power of {@code decimals}; {@link Long#MIN_VALUE} where it is none, has
     * more decimals, or is too long. Makes no garbage.
     */
    public long scaled(String name, int decimals) {
        int member = member(name);
        return member < 0 ? Long.MIN_VALUE : Decimals.scaled(source(), from(member), to(member), decimals);
    }

    /** The object a member holds, or the objects of the array it holds; none where it holds neither or is absent. */
    public List<Item> items(String name) {
        List<Item> items = new ArrayList<>();
        for (Item item = first(name); item != null; item = item.next()) {
            items.add(item);
        }
        return items;
    }

    /** The first of them; null for none. With {@link #next} this makes one small object for each, and no list. */
    public @Nullable Item first(String name) {
        int member = member(name);
        return member >= 0 && member + 1 < index().next(member)
                ? new Item(document, member + 1, index().next(member))
                : null;
    }

    /** The one after this in the same array; null for none. */
    public @Nullable Item next() {
        int next = index().next(cell);
        return next < end ? new Item(document, next, end) : null;
    }

    public void each(String name, Consumer<Item> action) {
        for (Item item = first(name); item != null; item = item.next()) {
            action.accept(item);
        }
    }

    /** Sets a member to {@code json}, which must be valid JSON: its value is replaced where it stands, else it is added at the end. */
    public void set(Edits edits, String name, String json) {
        int member = member(name);
        if (member >= 0) {
            edits.replace(from(member), to(member), json);
        } else {
            edits.insert(this, name, json);
        }
    }

    /** The same, only where the member is there. */
    public void replace(Edits edits, String name, String json) {
        if (has(name)) {
            set(edits, name, json);
        }
    }

    /**
     * Sets a member that is a number to {@code unscaled} with {@code scale} decimals, where it says another: 49.90 is 49.9 already. What is
     * absent or no number stays.
     */
    public void number(Edits edits, String name, long unscaled, int scale) {
        number(edits, member(name), unscaled, scale);
    }

    /** The same for the member {@code name} of each object the member {@code list} holds. Makes no garbage. */
    public void numbers(Edits edits, String list, String name, long unscaled, int scale) {
        int member = member(list);
        int last = member < 0 ? 0 : index().next(member);
        for (int object = member + 1; object < last; object = index().next(object)) {
            number(edits, member(object, name), unscaled, scale);
        }
    }

    /** The same for every member of interest of the object that the member {@code name} holds. */
    public void numbers(Edits edits, String name, long unscaled, int scale) {
        Scratch cells = index();
        int member = member(name);
        int last = member < 0 ? 0 : cells.next(member);
        for (int at = member + 2; at < last; at = cells.next(at)) {
            String book = cells.name(at);
            if (book != null && member(member + 1, book) == at) { // of repeated ones the last
                number(edits, at, unscaled, scale);
            }
        }
    }

    private void number(Edits edits, int member, long unscaled, int scale) {
        if (member >= 0 && Decimals.differs(source(), from(member), to(member), unscaled, scale)) {
            edits.replace(from(member), to(member), unscaled, scale);
        }
    }

    /** A member's value as it is written, or is to be written; empty where it is absent. */
    public Optional<String> now(Edits edits, String name) {
        int member = member(name);
        return member < 0 ? Optional.empty() : edits.at(from(member)).or(() -> raw(name));
    }

    /** Adds an element, which must be valid JSON, to the end of the array a member holds; the array too, where the member is absent. */
    public void append(Edits edits, String name, String json) {
        int member = member(name);
        if (member < 0) {
            set(edits, name, '[' + json + ']');
        } else if (source()[from(member)] == '[') {
            boolean empty = new String(
                            source(), from(member) + 1, to(member) - from(member) - 2, StandardCharsets.UTF_8)
                    .isBlank();
            edits.replace(to(member) - 1, to(member) - 1, empty ? json : ',' + json);
        }
    }

    /** Where it stands: no two objects of a document do so at one place. */
    int open() {
        return index().from(cell);
    }

    int close() {
        return index().to(cell) / 2;
    }

    boolean empty() {
        return index().to(cell) % 2 == 0;
    }

    private Scratch index() {
        return document.index();
    }

    private byte[] source() {
        return document.source();
    }

    private int from(int member) {
        return index().from(member);
    }

    private int to(int member) {
        return index().to(member);
    }

    /** The last member of that name; negative for none. */
    private int member(String name) {
        return member(cell, name);
    }

    /** The member of the first object that the member {@code within} holds; negative for none. */
    private int member(String within, String name) {
        int holds = member(within);
        return holds >= 0 && holds + 1 < index().next(holds) ? member(holds + 1, name) : NONE;
    }

    private int member(int object, String name) {
        Scratch cells = index();
        int found = NONE;
        int last = cells.next(object);
        for (int at = object + 1; at < last; at = cells.next(at)) { // few: faster than hashing
            if (name.equals(cells.name(at))) {
                found = at;
            }
        }
        return found;
    }
}
