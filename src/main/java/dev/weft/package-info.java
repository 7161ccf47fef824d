/**
 * The root: it puts everything together and holds no rule of the trade. {@link dev.weft.Main} is the command line; the composition root
 * builds the process-wide objects once and knows the order of start and stop. It may import every package; no package may import it.
 */
@NullMarked
package dev.weft;

import org.jspecify.annotations.NullMarked;
