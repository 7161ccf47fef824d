/** Tests of {@code dev.weft.backend.rest} over real sockets. */
@NullMarked
package dev.weft.backend.rest;

import org.jspecify.annotations.NullMarked;
