package dev.weft.settings;

/** Reports what the checks across keys find, each at its key's line. */
record Findings(Document document, Problems problems) {

    void error(KeyPath at, String message, String remedy) {
        problems.error(document.line(at), at.shown(), message, remedy);
    }

    void warning(KeyPath at, String message, String remedy) {
        problems.warning(document.line(at), at.shown(), message, remedy);
    }

    /** The value there, fit for a message. */
    String shown(KeyPath at) {
        return document.shown(at);
    }

    /** True where the value came from the environment or a file. */
    boolean fromPlaceholder(KeyPath at) {
        return document.origins().containsKey(at.pointer());
    }
}
