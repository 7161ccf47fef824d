/**
 * What may be remembered, for how long, and what may still be served when it is old: {@link dev.weft.cache.PartCache} for one backend's
 * answers, {@link dev.weft.cache.ResponseCache} for whole rendered ones. Both are process-wide, hold immutable values and are bounded by
 * bytes. Keys are built of length-prefixed fields, so that no two questions can look alike. It knows no HTTP types and no vendor.
 */
@NullMarked
package dev.weft.cache;

import org.jspecify.annotations.NullMarked;
