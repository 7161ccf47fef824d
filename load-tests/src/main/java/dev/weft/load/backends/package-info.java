/**
 * The systems behind the gateway as the benchmark has them: a bare server that answers the vendors' wires from prepared bytes, for
 * whatever product is asked, so that it costs little and the same for both sides. Not the sandbox, which checks what it is asked and
 * costs accordingly. {@link Shoppers} issues the tokens.
 */
@NullMarked
package dev.weft.load.backends;

import org.jspecify.annotations.NullMarked;
