/**
 * What is woven into SCAPI's reads: one class for each kind of truth, laid over {@link dev.weft.http.scapi.weave.Goods}. A weave knows the
 * storefront's rules, which fields must say the same thing, and nothing of HTTP. Way in: {@link dev.weft.http.scapi.weave.Weave}.
 */
@NullMarked
package dev.weft.http.scapi.weave;

import org.jspecify.annotations.NullMarked;
