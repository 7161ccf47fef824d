/**
 * What a storefront developer and an operator can rely on, tried over real sockets: a whole gateway in front of the sandbox. Every answer a
 * test receives is held against {@code openapi.yaml} on the way. Start with {@link dev.weft.acceptance.RunningWeft}.
 */
@NullMarked
package dev.weft.acceptance;

import org.jspecify.annotations.NullMarked;
