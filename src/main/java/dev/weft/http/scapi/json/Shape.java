package dev.weft.http.scapi.json;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which members of a kind of document are of interest, as a tree of names; everything else is passed over unread. An array stands for its
 * elements: {@code hits.price} is the price of every hit. Immutable; made once.
 */
public final class Shape {
    private static final Shape ANY = new Shape(Map.of());
    private static final Shape LEAF = new Shape(Map.of());

    private final Map<String, Shape> members;

    private Shape(Map<String, Shape> members) {
        this.members = members;
    }

    /** The shape with these members, each a path of names joined by dots; a path's beginnings are part of it. */
    public static Shape of(String... paths) {
        Shape root = new Shape(new HashMap<>());
        for (String path : paths) {
            Shape at = root;
            for (String name : List.of(path.split("\\.", -1))) {
                if (name.isEmpty()) {
                    throw new IllegalArgumentException("path: '" + path + "' (expected: names joined by dots)");
                }
                at = at.members.computeIfAbsent(name, key -> new Shape(new HashMap<>()));
            }
        }
        return root;
    }

    /** This shape, and {@code inner} again under the member {@code name}. */
    public Shape with(String name, Shape inner) {
        Map<String, Shape> more = new HashMap<>(members);
        more.put(name, inner);
        return new Shape(more);
    }

    /** The shape of an object of whose members all are of interest, but not what is in them. */
    public static Shape any() {
        return ANY;
    }

    @Nullable
    Shape member(String name) {
        return this == ANY ? LEAF : members.get(name);
    }

    boolean leaf() {
        return this != ANY && members.isEmpty();
    }
}
