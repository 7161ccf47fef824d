/** Every rule of the relay, on time moved by hand, over an outbox in memory. */
@NullMarked
package dev.weft.outbox;

import org.jspecify.annotations.NullMarked;
