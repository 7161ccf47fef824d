package dev.weft.outbox;

/**
 * What changes on our side when an entry ends, committed in the same transaction as its end. The store knows the kinds there are, from the
 * features that declare them.
 */
public interface Effect {}
