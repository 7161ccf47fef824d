/** Tests of {@code dev.weft.backend.salesforce} over real sockets. */
@NullMarked
package dev.weft.backend.salesforce;

import org.jspecify.annotations.NullMarked;
