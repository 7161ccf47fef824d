package dev.weft.cache;

/** Hears how each question to a cache went. Called on event loops: it must be quick and never throw. */
public interface CacheListener {
    CacheListener NONE = new CacheListener() {};

    /** How a cache answered. */
    enum Outcome {
        HIT("hit"),
        STALE("stale"),
        MISS("miss"),
        COLLAPSED("collapsed"),
        BYPASS("bypass");

        private final String code;

        Outcome(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    default void answered(String layer, Outcome outcome) {}
}
