/**
 * Decorators that keep a slow or dead backend from hurting anyone else. Each wraps one {@link dev.weft.resilience.Call} or
 * {@link dev.weft.kernel.Lookup} and holds one idea; {@code Pipeline} lists them, outermost first, in the one order we use. They know
 * nothing of HTTP, vendors or products.
 */
@NullMarked
package dev.weft.resilience;

import org.jspecify.annotations.NullMarked;
