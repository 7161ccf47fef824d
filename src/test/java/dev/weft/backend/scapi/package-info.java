/** Tests of {@code dev.weft.backend.scapi} over real sockets. */
@NullMarked
package dev.weft.backend.scapi;

import org.jspecify.annotations.NullMarked;
