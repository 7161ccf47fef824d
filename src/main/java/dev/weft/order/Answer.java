package dev.weft.order;

/**
 * The final answer to a request with an idempotency key, kept so that a repeat gets the very same.
 *
 * @param status the HTTP status
 * @param location empty for none
 * @param contentType of the body
 * @param body the text as sent
 */
public record Answer(int status, String location, String contentType, String body) {}
