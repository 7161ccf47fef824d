package dev.weft.http.scapi;

import dev.weft.http.scapi.Upstream.Onward;
import io.vertx.core.Future;

/** Where whole answers come from: SCAPI, or what is remembered of it. Completes on the calling loop; fails where there is none. */
@FunctionalInterface
interface Source {
    Future<Gathered> ask(Onward onward);
}
