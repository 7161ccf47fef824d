/** The journey tool's own parts. */
@NullMarked
package dev.weft.sandbox.marketing;

import org.jspecify.annotations.NullMarked;
