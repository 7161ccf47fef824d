/** The door, with time by hand. */
@NullMarked
package dev.weft.http.door;

import org.jspecify.annotations.NullMarked;
