package dev.weft.simulation;

/** The process ends here, in the middle of whatever it does. An error, so that nobody handles it. */
final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash() {
        super("crash", null, false, false);
    }
}
