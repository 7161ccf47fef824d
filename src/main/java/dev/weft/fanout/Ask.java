package dev.weft.fanout;

import dev.weft.kernel.RequestContext;
import io.vertx.core.Future;
import java.util.function.Function;

/**
 * One part to be asked for.
 *
 * @param name its name in answers, logs and metrics
 * @param source the backend's configured name
 * @param rule how much it matters and how long it may take
 * @param question asks for it, within the context's deadline
 */
public record Ask<T>(String name, String source, PartRule rule, Function<RequestContext, Future<T>> question) {}
