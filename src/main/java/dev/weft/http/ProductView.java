package dev.weft.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import dev.weft.cache.CachedResponse;
import dev.weft.cache.Freshness;
import dev.weft.fanout.Composite;
import dev.weft.fanout.RequiredPartMissing;
import dev.weft.kernel.Aged;
import dev.weft.kernel.Part;
import dev.weft.kernel.Sku;
import dev.weft.kernel.Ticker;
import dev.weft.product.ProductPart;
import dev.weft.product.ProductScreen;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Renders product screens to bytes that can be cached: what is there, what is missing and why, and how long that may be kept. An answer is
 * as fresh as its least fresh part; one with a part missing lives for seconds only.
 */
final class ProductView {
    private static final JsonFactory JSON = new JsonFactory();

    private final Map<ProductPart, Freshness> freshness;
    private final Duration incompleteTtl;
    private final Ticker ticker;

    ProductView(Map<ProductPart, Freshness> freshness, Duration incompleteTtl, Ticker ticker) {
        this.freshness = freshness;
        this.incompleteTtl = incompleteTtl;
        this.ticker = ticker;
    }

    Future<CachedResponse> one(ProductScreen screen, Sku sku) {
        if (screen.unknown(sku)) {
            return Future.failedFuture(new BadInput(Problem.notFound("No product has that SKU.")));
        }
        return render(screen, json -> ProductJson.fields(json, screen, sku));
    }

    Future<CachedResponse> many(ProductScreen screen) {
        return render(screen, json -> {
            List<Sku> unknown = new ArrayList<>();
            json.writeArrayFieldStart("products");
            for (Sku sku : screen.skus()) {
                if (screen.unknown(sku)) {
                    unknown.add(sku);
                } else {
                    json.writeStartObject();
                    ProductJson.fields(json, screen, sku);
                    json.writeEndObject();
                }
            }
            json.writeEndArray();
            json.writeArrayFieldStart("notFound");
            for (Sku sku : unknown) {
                json.writeString(sku.value());
            }
            json.writeEndArray();
        });
    }

    Future<CachedResponse> availability(ProductScreen screen) {
        return render(screen, json -> {
            json.writeArrayFieldStart("availability");
            for (Sku sku : screen.skus()) {
                json.writeStartObject();
                json.writeStringField("sku", sku.value());
                ProductJson.stock(json, screen.stock(sku));
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    /** Writes the members of the answer that come before {@code meta}. */
    @FunctionalInterface
    private interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    private Future<CachedResponse> render(ProductScreen screen, Body body) {
        Composite composite = screen.composite();
        Optional<Composite.Entry> missing = composite.missingRequired();
        if (missing.isPresent()) {
            return Future.failedFuture(
                    new RequiredPartMissing(missing.get().name(), Composite.failureOf(missing.get())));
        }
        long now = ticker.nanos();
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(2048)) {
            JsonGenerator json = JSON.createGenerator(bytes);
            json.writeStartObject();
            body.write(json);
            json.flush();
            int substance = bytes.size();
            writeMeta(json, screen, now);
            json.writeEndObject();
            json.close();
            byte[] rendered = bytes.toByteArray();
            return Future.succeededFuture(new CachedResponse(
                    rendered,
                    etag(rendered, substance, composite.complete()),
                    composite.complete(),
                    now,
                    freshnessOf(screen, now),
                    tags(screen)));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a byte array does not fail
        }
    }

    private static void writeMeta(JsonGenerator json, ProductScreen screen, long now) throws IOException {
        json.writeObjectFieldStart("meta");
        json.writeStringField("site", screen.market().site());
        json.writeStringField("locale", screen.market().locale());
        json.writeStringField("currency", screen.market().currency().getCurrencyCode());
        json.writeBooleanField("complete", screen.composite().complete());
        PartsJson.write(json, screen.composite(), now);
        json.writeEndObject();
    }

    /** A weak validator over everything but the ages in {@code meta}. */
    private static String etag(byte[] body, int length, boolean complete) {
        return "W/\"" + EntityTag.checksums(body, length) + (complete ? "\"" : "-p\"");
    }

    private Freshness freshnessOf(ProductScreen screen, long now) {
        Duration ttl = Duration.ofDays(1);
        Duration revalidate = Duration.ofDays(1);
        Duration error = Duration.ofDays(1);
        for (ProductPart name : ProductPart.values()) {
            Optional<Part<Map<?, Aged<?>>>> part = screen.composite().part(name.code());
            if (part.isEmpty()) {
                continue;
            }
            Freshness rule = freshness.getOrDefault(name, Freshness.NONE);
            Duration left = part.get()
                    .fold(
                            present ->
                                    present.gap().isPresent() ? incompleteTtl : least(present.value(), rule.ttl(), now),
                            missing -> incompleteTtl);
            ttl = min(ttl, left);
            revalidate = min(revalidate, rule.staleWhileRevalidate());
            error = min(error, rule.staleIfError());
        }
        return screen.composite().complete() ? new Freshness(ttl, revalidate, error) : Freshness.of(ttl);
    }

    private Duration least(Map<?, Aged<?>> values, Duration ttl, long now) {
        long left = ttl.toNanos();
        for (Aged<?> value : values.values()) {
            left = Math.min(left, value.stale() ? incompleteTtl.toNanos() : ttl.toNanos() - (now - value.atNanos()));
        }
        return Duration.ofNanos(Math.max(0, left));
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    private static Set<String> tags(ProductScreen screen) {
        Set<String> tags = new HashSet<>();
        for (Sku sku : screen.skus()) {
            tags.add("sku:" + sku.value());
        }
        tags.add("site:" + screen.market().site());
        for (Composite.Entry entry : screen.composite().parts()) {
            tags.add("part:" + entry.name());
        }
        return tags;
    }
}
