/**
 * Decides whether a bearer token is one of ours and whose it is. The way in is {@link dev.weft.security.TokenValidator}: a token seen
 * before costs a hash and a lookup, a new one a strict parse and one signature check against keys we hold ourselves; anything in doubt is
 * refused with a reason that is for the log only. The package fetches nothing (see {@link dev.weft.security.KeySource}) and knows no
 * routes: which scope a route needs is decided where the routes are.
 */
@NullMarked
package dev.weft.security;

import org.jspecify.annotations.NullMarked;
