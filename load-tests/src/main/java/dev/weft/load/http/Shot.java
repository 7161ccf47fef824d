package dev.weft.load.http;

import io.vertx.core.buffer.Buffer;

/**
 * One request about to go out.
 *
 * @param kind which sort it is counted as, from 0
 * @param bytes the whole request
 */
public record Shot(int kind, Buffer bytes) {}
