/**
 * JSON that is edited without being rewritten. A document stays the bytes it came as; one pass finds where the values stand that somebody
 * may want to change, and the edited document is those bytes with some spans replaced. So what nobody touches (unknown members, the way
 * numbers are written, white space, order) comes out byte for byte, by construction. Knows nothing of SCAPI.
 */
@NullMarked
package dev.weft.http.scapi.json;

import org.jspecify.annotations.NullMarked;
