/** Tests of {@code dev.weft.backend.odata} over real sockets. */
@NullMarked
package dev.weft.backend.odata;

import org.jspecify.annotations.NullMarked;
