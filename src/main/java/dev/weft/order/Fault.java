package dev.weft.order;

/**
 * One thing wrong with a draft or a wish.
 *
 * @param pointer where, as a JSON pointer into the body; empty for the whole of it
 * @param code stable
 * @param detail one sentence for developers, free of personal data
 */
public record Fault(String pointer, String code, String detail) {}
