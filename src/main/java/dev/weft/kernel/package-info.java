/**
 * The few small shapes every other package speaks: who asks and until when ({@link dev.weft.kernel.RequestContext},
 * {@link dev.weft.kernel.Deadline}), what came back ({@link dev.weft.kernel.Part}, {@link dev.weft.kernel.Aged},
 * {@link dev.weft.kernel.Failure}), one question asked for many keys at once ({@link dev.weft.kernel.Lookup}), and the values of the
 * trade (SKU, money, quantity, market). It knows no HTTP, no vendor and no configuration.
 */
@NullMarked
package dev.weft.kernel;

import org.jspecify.annotations.NullMarked;
