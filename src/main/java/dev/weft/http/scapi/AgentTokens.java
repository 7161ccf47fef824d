package dev.weft.http.scapi;

import dev.weft.kernel.RequestContext;
import io.vertx.core.Future;
import java.util.Optional;

/** Port: tokens with which a trusted agent acts on a shopper's behalf. Fails with {@link dev.weft.kernel.Failed} where none is to be had. */
public interface AgentTokens {
    /**
     * A token for one shopper's things, without {@code Bearer}. Completes on any thread.
     *
     * @param site commerce's id
     * @param usid the session
     * @param login of a registered shopper; empty for a guest
     */
    Future<String> of(String site, String usid, Optional<String> login, RequestContext context);

    /** SCAPI did not take this {@code token}, so that it is not given out again. From any thread. */
    void refused(String site, String usid, Optional<String> login, String token);
}
