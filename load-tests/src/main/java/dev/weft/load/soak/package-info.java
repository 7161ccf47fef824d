/** The soak run: hours or minutes of browsing at a fixed rate against a gateway with a small heap, watched from outside. */
@NullMarked
package dev.weft.load.soak;

import org.jspecify.annotations.NullMarked;
