package dev.weft.http.scapi;

import dev.weft.http.Face;
import java.util.List;

/** What the face serves, for tests that hold all of it against something. */
public final class ServedFamilies {
    private ServedFamilies() {}

    /** The prefix of every family. */
    public static List<String> prefixes() {
        return Families.ALL.stream().map(Face.Family::prefix).toList();
    }
}
