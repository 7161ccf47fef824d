/** Tests of {@code dev.weft.backend.sap} over real sockets. */
@NullMarked
package dev.weft.backend.sap;

import org.jspecify.annotations.NullMarked;
