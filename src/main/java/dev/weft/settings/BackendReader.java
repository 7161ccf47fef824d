package dev.weft.settings;

import dev.weft.backend.client.BackendAuth;
import dev.weft.backend.client.BackendSettings;
import dev.weft.cache.Freshness;
import dev.weft.kernel.Secret;
import dev.weft.outbox.LaneSettings;
import dev.weft.product.ProductPart;
import dev.weft.resilience.ResilienceSettings;
import dev.weft.security.SealSettings;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Builds one backend's settings from a document without mistakes. */
final class BackendReader {
    private static final int BATCH = 50;
    private static final int SCAPI_BATCH = 24;

    private final VendorReader vendors;
    private final TlsReader tls;

    BackendReader(Section root, TlsReader tls) {
        this.vendors = new VendorReader(root);
        this.tls = tls;
    }

    Backend backend(String name, Section backend) {
        return new Backend(
                client(name, backend),
                backend.optional("tls").map(tls::backend),
                backend.flag("coalesce"),
                freshness(backend),
                lane(name, backend),
                backend.optional("hooks").map(BackendReader::seal),
                vendors.vendor(name, backend));
    }

    private static SealSettings seal(Section hooks) {
        return new SealSettings(
                hooks.list("secrets").stream().map(Secret::new).toList(),
                hooks.duration("tolerance").orElseThrow());
    }

    /**
     * Half of the places at most, so that live reads keep theirs: half of the fewest there may be where nothing is said, half of the most
     * where somebody chose.
     */
    private static LaneSettings lane(String name, Section backend) {
        Section orders = backend.section("orders");
        ResilienceSettings.Limit limit = limit(backend);
        int places = Math.max(1, (orders.has("concurrency") ? limit.max() : limit.min()) / 2);
        return new LaneSettings(
                name,
                Math.min(places, orders.integer("concurrency").orElseThrow()),
                ServerReader.rate(orders),
                orders.duration("lease").orElseThrow(),
                orders.duration("timeout").orElseThrow(),
                orders.integer("attempts").orElseThrow(),
                LaneSettings.DARK_AFTER);
    }

    private static BackendSettings client(String name, Section backend) {
        return new BackendSettings(
                name,
                URI.create(backend.requiredText("url")),
                auth(backend.section("auth")),
                backend.duration("connectTimeout").orElseThrow(),
                backend.integer("connections").orElseThrow(),
                Math.toIntExact(
                        Math.min(Integer.MAX_VALUE, backend.bytes("maxResponse").orElseThrow())),
                resilience(backend));
    }

    private static BackendAuth auth(Section auth) {
        return switch (auth.requiredText("type")) {
            case "basic" -> new BackendAuth.Basic(auth.requiredText("username"), secret(auth, "password"));
            case "apiKey" -> new BackendAuth.ApiKey(auth.requiredText("header"), secret(auth, "key"));
            case "clientCredentials" ->
                new BackendAuth.ClientCredentials(
                        auth.text("tokenUrl").orElseGet(() -> auth.requiredText("tokenPath")),
                        auth.requiredText("clientId"),
                        secret(auth, "clientSecret"),
                        BackendAuth.ClientCredentials.Style.valueOf(
                                auth.requiredText("style").toUpperCase(Locale.ROOT)),
                        auth.text("scope"),
                        auth.texts("parameters"));
            default -> new BackendAuth.None();
        };
    }

    private static Secret secret(Section auth, String key) {
        return new Secret(auth.requiredText(key));
    }

    private static ResilienceSettings resilience(Section backend) {
        Section retry = backend.section("retry");
        Section breaker = backend.section("breaker");
        return new ResilienceSettings(
                backend.duration("timeout").orElseThrow(),
                limit(backend),
                backend.integer("waitQueue").orElseThrow(),
                new ResilienceSettings.Retry(
                        retry.integer("attempts").orElseThrow(),
                        retry.share("budget").orElseThrow(),
                        retry.duration("backoff").orElseThrow()),
                new ResilienceSettings.Breaker(
                        breaker.integer("failures").orElseThrow(),
                        breaker.duration("window").orElseThrow(),
                        breaker.duration("reset").orElseThrow()),
                backend.optional("throttle").map(ServerReader::rate),
                batch(backend));
    }

    private static ResilienceSettings.Limit limit(Section backend) {
        if (backend.optional("concurrency").isPresent()) {
            Section adaptive = backend.section("concurrency").section("adaptive");
            return new ResilienceSettings.Limit(
                    adaptive.integer("initial").orElseThrow(),
                    adaptive.integer("min").orElseThrow(),
                    adaptive.integer("max").orElseThrow());
        }
        return ResilienceSettings.Limit.fixed(backend.integer("concurrency")
                .orElseGet(() -> backend.integer("connections").orElseThrow()));
    }

    private static ResilienceSettings.Batch batch(Section backend) {
        Section batch = backend.section("batch");
        int size = backend.requiredText("vendor").equals("scapi") ? SCAPI_BATCH : BATCH;
        return new ResilienceSettings.Batch(
                batch.duration("window").orElse(Duration.ZERO),
                batch.integer("size").orElse(size));
    }

    private static Map<ProductPart, Freshness> freshness(Section backend) {
        Map<ProductPart, Freshness> lifetimes = new EnumMap<>(ProductPart.class);
        Section cache = backend.section("cache");
        for (ProductPart part : ProductPart.values()) {
            cache.optional(part.code()).ifPresent(own -> lifetimes.put(part, ScreenReader.lifetime(own)));
        }
        return lifetimes;
    }
}
