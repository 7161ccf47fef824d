package dev.weft.outbox;

import dev.weft.kernel.Failure;
import java.util.List;
import java.util.Locale;

/** Hears what the relay does. Called on the lanes' loops: it must be quick and never throw. */
public interface RelayListener {
    RelayListener NONE = new RelayListener() {};

    /** How a call to the other system went. */
    enum Result {
        APPLIED,
        ABSENT,
        DOWN,
        FAULT,
        REJECTED,
        UNCERTAIN,
        /** Nobody was called, because our own side could not do its part. */
        UNTRIED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The other system was asked whether an entry happened. */
    default void asked(String lane, Result result) {}

    /** An entry was sent. */
    default void sent(String lane, Result result) {}

    /** An entry ended well. */
    default void done(String lane) {}

    /** An entry was set aside. {@code reason} is free of personal data. */
    default void parked(String lane, Entry entry, String reason) {}

    /** A lease was gone before its entry could be sent, or its end written down. */
    default void lost(String lane) {}

    /** The lane stopped because the other system does not answer, or goes on because it does again. */
    default void dark(String lane, boolean dark) {}

    /** The store could not be used. */
    default void storeFailed(String lane, Throwable cause) {}

    /** Something happened more than once in the other system: {@code entry} was set aside for it. Once for each such finding. */
    default void duplicated(String lane, NewEntry entry, String reason) {}

    /** Whether this happened once could not be told, and is not asked again before the next look at it. */
    default void notCounted(String lane, NewEntry entry, Failure failure) {}

    /** How much waits; told every few seconds. */
    default void depths(List<OutboxStore.LaneDepth> depths) {}
}
