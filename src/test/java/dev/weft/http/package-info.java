/** Tests of the edge that need to look inside it. */
@NullMarked
package dev.weft.http;

import org.jspecify.annotations.NullMarked;
