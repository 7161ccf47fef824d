package dev.weft.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.weft.inventory.Sourced;
import dev.weft.kernel.Sku;
import dev.weft.order.Order;
import dev.weft.order.Person;
import dev.weft.order.Refund;
import java.util.List;

/**
 * Records as the JSON documents that stand in the database. A member that a newer version added is ignored, so that an older process can
 * still read; renaming a component of such a record needs a migration.
 */
final class Codec {
    static final TypeReference<List<Sourced>> SOURCED = new TypeReference<>() {};

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .addModule(new SimpleModule()
                    .addSerializer(Sku.class, ToStringSerializer.instance)
                    .addDeserializer(Sku.class, new SkuReader()))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Codec() {}

    /** Learns the records now, so that the first order does not wait for it. */
    static void warm() {
        for (Class<?> type : List.of(Order.class, Person.class, Refund.class)) {
            JSON.readerFor(type);
            JSON.writerFor(type);
        }
        write(List.of(new Sourced(1, Sku.of("warm"), "", 1)));
    }

    static String write(Object record) {
        try {
            return JSON.writeValueAsString(record);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON: " + record.getClass(), e);
        }
    }

    static <T> T read(String document, Class<T> type) {
        try {
            return JSON.readValue(document, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document in the store is not a " + type.getSimpleName(), e);
        }
    }

    static <T> T read(String document, TypeReference<T> type) {
        try {
            return JSON.readValue(document, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document in the store is not a " + type.getType(), e);
        }
    }

    private static final class SkuReader extends FromStringDeserializer<Sku> {
        private static final long serialVersionUID = 1L;

        SkuReader() {
            super(Sku.class);
        }

        @Override
        protected Sku _deserialize(String value, com.fasterxml.jackson.databind.DeserializationContext context) {
            return Sku.of(value);
        }
    }
}
