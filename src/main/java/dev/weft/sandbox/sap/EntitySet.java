package dev.weft.sandbox.sap;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A collection of a service: its type, its properties and where its rows come from.
 *
 * @param keys the key properties, in order
 * @param rows the rows worth looking at for a filter, which is applied to them afterwards
 * @param expand the one navigation that can be expanded, if any
 * @param version when the entity last changed, for sets whose entities have an ETag
 */
record EntitySet<R>(
        String name,
        String type,
        List<String> keys,
        Map<String, Property<R>> properties,
        Function<Filter<R>, Stream<R>> rows,
        Optional<Navigation<R, ?>> expand,
        Optional<Function<R, Instant>> version) {

    /** A way to related entities: many, or exactly one. */
    record Navigation<R, T>(String name, EntitySet<T> target, boolean many, Function<R, List<T>> follow) {}

    static <R> EntitySet<R> of(
            String name,
            String type,
            List<String> keys,
            List<Property<R>> properties,
            Function<Filter<R>, Stream<R>> rows,
            Optional<Navigation<R, ?>> expand) {
        Map<String, Property<R>> byName = new LinkedHashMap<>();
        properties.forEach(property -> byName.put(property.name(), property));
        return new EntitySet<>(name, type, keys, byName, rows, expand, Optional.empty());
    }

    /** The same set, each entity with an ETag made of this moment. */
    EntitySet<R> versioned(Function<R, Instant> moment) {
        return new EntitySet<>(name, type, keys, properties, rows, expand, Optional.of(moment));
    }

    /** The entity's ETag; empty if it has none. */
    Optional<String> etag(R row) {
        return version.map(moment -> "W/\"datetimeoffset'" + moment.apply(row) + "'\"");
    }

    /** The property of this name, or a refusal. */
    Property<R> property(String wanted) {
        Property<R> property = properties.get(wanted);
        if (property == null) {
            throw ODataRefusal.badRequest("Resource not found for segment '" + wanted + "' in " + type);
        }
        return property;
    }
}
