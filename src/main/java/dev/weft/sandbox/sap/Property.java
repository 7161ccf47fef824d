package dev.weft.sandbox.sap;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.function.Function;

/** One property of an entity: its Edm type, its greatest length (0 if not a string) and how it is read from a row. */
record Property<R>(String name, Type type, int maxLength, Function<R, Object> read) {

    /** The Edm types in use. Values are String, String (a decimal's digits), Instant, Instant and Boolean. */
    enum Type {
        STRING,
        DECIMAL,
        DATE_TIME,
        DATE_TIME_OFFSET,
        BOOLEAN
    }

    static <R> Property<R> string(String name, int maxLength, Function<R, Object> read) {
        return new Property<>(name, Type.STRING, maxLength, read);
    }

    /** A string property this data leaves empty. */
    static <R> Property<R> blank(String name, int maxLength) {
        return new Property<>(name, Type.STRING, maxLength, row -> "");
    }

    static <R> Property<R> decimal(String name, Function<R, Object> read) {
        return new Property<>(name, Type.DECIMAL, 0, read);
    }

    static <R> Property<R> date(String name, Function<R, Object> read) {
        return new Property<>(name, Type.DATE_TIME, 0, read);
    }

    static <R> Property<R> instant(String name, Function<R, Object> read) {
        return new Property<>(name, Type.DATE_TIME_OFFSET, 0, read);
    }

    static <R> Property<R> flag(String name, Function<R, Object> read) {
        return new Property<>(name, Type.BOOLEAN, 0, read);
    }

    void write(JsonGenerator json, R row) throws IOException {
        json.writeFieldName(name);
        Object value = read.apply(row);
        switch (type) {
            case STRING, DECIMAL -> json.writeString((String) value);
            case DATE_TIME -> json.writeString("/Date(" + ((Instant) value).toEpochMilli() + ")/");
            case DATE_TIME_OFFSET -> json.writeString("/Date(" + ((Instant) value).toEpochMilli() + "+0000)/");
            case BOOLEAN -> json.writeBoolean((Boolean) value);
        }
    }
}
