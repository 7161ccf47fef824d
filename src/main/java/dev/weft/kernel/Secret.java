package dev.weft.kernel;

/** A value that must not be seen: its text form is a mask, so it cannot reach a log or a message by accident. */
public record Secret(String reveal) {
    @Override
    public String toString() {
        return "***";
    }
}
