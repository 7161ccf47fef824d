package dev.weft.sandbox.data;

import java.util.List;

/**
 * A node of the category tree.
 *
 * @param id its id in commerce; the tree starts at {@code root}
 * @param parent the id of the node above; empty for the root
 * @param nouns what is sold in it; empty for a node that only groups others
 * @param basePrice the usual price in euro cents; 0 for a node that only groups others
 */
public record Category(String id, String parent, Text name, List<Text> nouns, int basePrice) {
    public Category {
        nouns = List.copyOf(nouns);
    }
}
