/**
 * The storefront's way in: {@link dev.weft.http.EdgeRouter} lists every stage and every route on one page, handlers parse and views
 * render, {@code Problems} is the only place where a failure becomes a status. Only this package writes responses. It knows no backend.
 */
@NullMarked
package dev.weft.http;

import org.jspecify.annotations.NullMarked;
