package dev.weft.tls;

import java.util.function.DoubleSupplier;

/** Hears how renewals went. Called on a worker thread. */
public interface TlsListener {
    TlsListener NONE = new TlsListener() {};

    /**
     * Changed files were put to use, or were not.
     *
     * @param name the listener or backend, such as {@code server} or {@code backend.sap}
     * @param result {@code ok}, or why the old material stays in use
     */
    default void reloaded(String name, String result) {}

    /** From now on {@code seconds} tells how long the certificate in use is still good; negative where it is over. */
    default void watching(String name, DoubleSupplier seconds) {}
}
