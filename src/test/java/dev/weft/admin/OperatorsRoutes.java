package dev.weft.admin;

import dev.weft.cache.Invalidation;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The routes of the operators' port as they are built, for tests that hold all of them against something. */
public final class OperatorsRoutes {
    private final List<AdminRoute> routes;

    /** @param vertx whatever there is: no handler is called */
    public OperatorsRoutes(Vertx vertx) {
        this.routes = new AdminRoutes(
                        vertx,
                        new Readiness(),
                        () -> "",
                        new Invalidation(),
                        () -> Future.succeededFuture(Map.of()),
                        new OrderRoutes(
                                        never(dev.weft.order.OrderStore.class),
                                        never(dev.weft.outbox.OutboxStore.class),
                                        () -> {})
                                .all())
                .all();
    }

    /** Every route as {@code METHOD /template}. */
    public List<String> names() {
        return routes.stream().map(OperatorsRoutes::name).toList();
    }

    /** The route that answers; empty for none. The first one counts, as it does in the router. */
    public Optional<String> of(String method, String path) {
        return routes.stream()
                .filter(route ->
                        route.method().equals(method) && route.match(path).isPresent())
                .findFirst()
                .map(OperatorsRoutes::name);
    }

    private static String name(AdminRoute route) {
        return route.method() + " " + route.template();
    }

    private static <T> T never(Class<T> port) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (self, method, args) -> {
            throw new AssertionError(method + " is not to be called");
        }));
    }
}
