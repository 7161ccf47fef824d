package dev.weft.http.scapi.json;

import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where things stand in one document, as cells of three numbers each, in the order they stand: an object's cell, then for each member of
 * interest a cell, followed by the cells of the objects in its value. A member's cell has its name; an object's has none.
 *
 * <p>It is used for one document after another, because making it anew would be half of what weaving allocates. Confined to whoever holds
 * it, while other systems are asked; each thread keeps some that are free.
 */
final class Scratch {
    private static final int MOST_FREE = 16;
    private static final int MOST_KEPT_CELLS = 16 * 1024;
    private static final ThreadLocal<ArrayDeque<Scratch>> FREE = ThreadLocal.withInitial(ArrayDeque::new);

    private int[] numbers = new int[3 * 1024];
    private @Nullable String[] names = new @Nullable String[1024];
    private int size;

    private Scratch() {}

    static Scratch take() {
        Scratch free = FREE.get().pollFirst();
        return free == null ? new Scratch() : free;
    }

    void release() {
        size = 0;
        ArrayDeque<Scratch> free = FREE.get();
        if (names.length <= MOST_KEPT_CELLS && free.size() < MOST_FREE) {
            free.addFirst(this);
        }
    }

    /** A new cell for an object, whose name is null, or a member; its end and its next are to be told. */
    int add(@Nullable String name, int from) {
        if (size == names.length) {
            names = Arrays.copyOf(names, 2 * size);
            numbers = Arrays.copyOf(numbers, 6 * size);
        }
        names[size] = name;
        numbers[3 * size] = from;
        return size++;
    }

    /** Everything added since belongs to {@code cell}. */
    void end(int cell, int to) {
        numbers[3 * cell + 1] = to;
        numbers[3 * cell + 2] = size;
    }

    int size() {
        return size;
    }

    @Nullable
    String name(int cell) {
        return names[cell];
    }

    /** A member's value begins here, or the object itself. */
    int from(int cell) {
        return numbers[3 * cell];
    }

    /** A member's value ends before this; for an object twice where its brace stands, and one more where it has members. */
    int to(int cell) {
        return numbers[3 * cell + 1];
    }

    /** The cell after everything in this one. */
    int next(int cell) {
        return numbers[3 * cell + 2];
    }
}
