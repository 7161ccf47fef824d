package dev.weft.http.scapi;

import dev.weft.http.scapi.Upstream.Onward;
import dev.weft.kernel.RequestContext;
import io.vertx.core.Future;

/** Where whole answers come from: SCAPI, or what is remembered of it. Completes on the calling loop; fails where there is none. */
@FunctionalInterface
interface Source {
    Future<Gathered> ask(Onward onward);

    /** SCAPI itself; an answer of more than {@code mostBytes} fails. */
    static Source of(Upstream upstream, long mostBytes, RequestContext context) {
        return onward -> upstream.send(onward, context).compose(answer -> Gathered.of(answer, mostBytes));
    }
}
