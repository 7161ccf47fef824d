package dev.weft.simulation;

import org.jspecify.annotations.Nullable;

/** The first thing that should not have happened. Kept, not thrown: futures swallow what is thrown inside them. */
final class Verdict {
    private @Nullable Broken broken;

    /** A rule that was broken, and by what. */
    record Broken(Rule rule, String by) {
        @Override
        public String toString() {
            return rule.text() + ": " + by;
        }
    }

    void broken(Rule rule, String by) {
        if (broken == null) {
            broken = new Broken(rule, by);
        }
    }

    /** Null while all is well. */
    @Nullable
    Broken broken() {
        return broken;
    }
}
