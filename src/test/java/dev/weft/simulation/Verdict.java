package dev.weft.simulation;

import org.jspecify.annotations.Nullable;

/** The first thing that should not have happened. Kept, not thrown: futures swallow what is thrown inside them. */
final class Verdict {
    private @Nullable String broken;

    void broken(String what) {
        if (broken == null) {
            broken = what;
        }
    }

    /** Null while all is well. */
    @Nullable
    String text() {
        return broken;
    }
}
