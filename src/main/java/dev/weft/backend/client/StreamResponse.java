package dev.weft.backend.client;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

/**
 * The head of an answer, and its body still to come. Its body's handlers must be set before the loop is left.
 *
 * @param reason the reason phrase; empty where there was none
 * @param body must be read to its end, or given up: until then it holds a connection
 * @param giveUp ends the exchange at once; harmless once it is over
 */
public record StreamResponse(int status, String reason, MultiMap fields, ReadStream<Buffer> body, Runnable giveUp) {}
