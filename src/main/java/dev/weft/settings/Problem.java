package dev.weft.settings;

/**
 * One mistake in a configuration document, or one thing worth a second look.
 *
 * @param file the document, as it was named to us
 * @param line counted from 1
 * @param key the path of the key, for example {@code backends.sap.timeout}; empty for the document as a whole
 * @param message what is wrong, without any secret
 * @param remedy what to do about it
 * @param severity whether the document can be used all the same
 */
public record Problem(String file, int line, String key, String message, String remedy, Severity severity) {

    /** An error keeps the gateway from starting; a warning does not. */
    public enum Severity {
        ERROR,
        WARNING
    }

    /** One line for the terminal: {@code conf/x.yaml:31: backends.sap.timout: unknown key. Did you mean 'timeout'?} */
    public String render() {
        String where = file + ":" + line + ": " + (key.isEmpty() ? "" : key + ": ");
        String what = severity == Severity.WARNING ? "warning: " + message : message;
        return where + what + "." + (remedy.isEmpty() ? "" : " " + remedy);
    }

    @Override
    public String toString() {
        return render();
    }
}
