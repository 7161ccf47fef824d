/** The sandbox seen from outside, over real sockets. */
@NullMarked
package dev.weft.sandbox;

import org.jspecify.annotations.NullMarked;
