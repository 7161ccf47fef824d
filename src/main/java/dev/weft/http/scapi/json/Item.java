package dev.weft.http.scapi.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object of interest: where it stands, and where its members of interest stand. Confined to whoever scanned the document. Where
 * a member is repeated, the last one counts, as it does for JavaScript, and setting it changes that one.
 */
public final class Item {
    /** A member: {@code from} to {@code to} is its value; items where the value is an object, or an array with objects. */
    private static final class Member {
        private final String name;
        private int from;
        private int to;
        private List<Item> items = List.of();

        Member(String name) {
            this.name = name;
        }
    }

    private final byte[] source;
    private final int open;
    private final List<Member> members = new ArrayList<>(4);
    private int close;
    private boolean empty = true;

    Item(byte[] source, int open) {
        this.source = source;
        this.open = open;
    }

    /** Whether the object has this member, whatever its value. */
    public boolean has(String name) {
        return member(name) != null;
    }

    /** Whether the member's value is written exactly like {@code json}, which must be ASCII; false where it is absent. */
    public boolean is(String name, String json) {
        Member member = member(name);
        if (member == null || member.to - member.from != json.length()) {
            return false;
        }
        for (int i = 0; i < json.length(); i++) {
            if (source[member.from + i] != json.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** A string member without escapes; empty where it is absent, no string, or has escapes. */
    public Optional<String> text(String name) {
        Member member = member(name);
        if (member == null || member.to - member.from < 2 || source[member.from] != '"') {
            return Optional.empty();
        }
        for (int i = member.from + 1; i < member.to - 1; i++) {
            if (source[i] == '\\') {
                return Optional.empty();
            }
        }
        return Optional.of(new String(source, member.from + 1, member.to - member.from - 2, StandardCharsets.UTF_8));
    }

    /** A member's value exactly as it is written; empty where it is absent. */
    public Optional<String> raw(String name) {
        Member member = member(name);
        return member == null
                ? Optional.empty()
                : Optional.of(new String(source, member.from, member.to - member.from, StandardCharsets.UTF_8));
    }

    /** The object a member holds, or the objects of the array it holds; none where it holds neither or is absent. */
    public List<Item> items(String name) {
        Member member = member(name);
        return member == null ? List.of() : member.items;
    }

    public void each(String name, Consumer<Item> action) {
        items(name).forEach(action);
    }

    /** Sets a member to {@code json}, which must be valid JSON: its value is replaced where it stands, else it is added at the end. */
    public void set(Edits edits, String name, String json) {
        Member member = member(name);
        byte[] value = json.getBytes(StandardCharsets.UTF_8);
        if (member != null) {
            edits.replace(member.from, member.to, value);
        } else {
            edits.insert(this, name, value);
        }
    }

    /** The same, only where the member is there. */
    public void replace(Edits edits, String name, String json) {
        if (has(name)) {
            set(edits, name, json);
        }
    }

    /** A member's value as it is written, or is to be written; empty where it is absent. */
    public Optional<String> now(Edits edits, String name) {
        Member member = member(name);
        return member == null ? Optional.empty() : edits.at(member.from).or(() -> raw(name));
    }

    /** Adds an element, which must be valid JSON, to the end of the array a member holds; the array too, where the member is absent. */
    public void append(Edits edits, String name, String json) {
        Member member = member(name);
        if (member == null) {
            set(edits, name, '[' + json + ']');
        } else if (source[member.from] == '[') {
            boolean empty =
                    new String(source, member.from + 1, member.to - member.from - 2, StandardCharsets.UTF_8).isBlank();
            edits.replace(member.to - 1, member.to - 1, ((empty ? "" : ",") + json).getBytes(StandardCharsets.UTF_8));
        }
    }

    int open() {
        return open;
    }

    int close() {
        return close;
    }

    boolean empty() {
        return empty;
    }

    void filled() {
        empty = false;
    }

    void closed(int at) {
        close = at;
    }

    void member(String name, int from, int to, List<Item> items) {
        Member member = member(name);
        if (member == null) {
            member = new Member(name);
            members.add(member);
        }
        member.from = from;
        member.to = to;
        member.items = items;
    }

    private @Nullable Member member(String name) {
        for (int i = 0; i < members.size(); i++) { // few: faster than hashing
            if (members.get(i).name.equals(name)) {
                return members.get(i);
            }
        }
        return null;
    }
}
