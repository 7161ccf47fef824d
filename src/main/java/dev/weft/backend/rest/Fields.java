package dev.weft.backend.rest;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.kernel.Failed;
import dev.weft.kernel.Failure;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;

/** Takes values out of rows. What is missing or of another kind fails with BAD_ANSWER, naming the field and never the value. */
final class Fields {
    private static final int MAX_NUMBER = 60;
    private static final int MAX_SCALE = 30;

    private final String source;

    Fields(String source) {
        this.source = source;
    }

    /** {@code field} as a pointer: it is one already where it starts with a slash, else a member's name. */
    static JsonPointer compile(String name, String field) {
        if (field.isEmpty()) {
            throw new IllegalArgumentException(name + ": '' (expected: a member's name or a JSON Pointer)");
        }
        return field.startsWith("/")
                ? JsonPointer.compile(field)
                : JsonPointer.empty().appendProperty(field);
    }

    /** A text; numbers without decimals count, because codes are often written so. */
    String text(JsonNode row, JsonPointer field) {
        return textIfAny(row, field).orElseThrow(() -> bad("a text", field));
    }

    Optional<String> textIfAny(JsonNode row, JsonPointer field) {
        JsonNode node = row.at(field);
        if (node.isMissingNode()
                || node.isNull()
                || (node.isTextual() && node.textValue().isEmpty())) {
            return Optional.empty();
        }
        if (!node.isTextual() && !node.isIntegralNumber()) {
            throw bad("a text", field);
        }
        return Optional.of(node.asText());
    }

    /** An exact number, also where it is written as text. */
    BigDecimal number(JsonNode row, JsonPointer field) {
        JsonNode node = row.at(field);
        if (node.isNumber()) {
            return bounded(node.decimalValue(), field);
        }
        if (!node.isTextual() || node.textValue().length() > MAX_NUMBER) {
            throw bad("a number", field);
        }
        try {
            return bounded(new BigDecimal(node.textValue()), field);
        } catch (NumberFormatException notANumber) {
            throw bad("a number", field);
        }
    }

    private BigDecimal bounded(BigDecimal number, JsonPointer field) {
        if (Math.abs(number.scale()) > MAX_SCALE || number.precision() > MAX_NUMBER) {
            throw bad("a number of ordinary size", field);
        }
        return number;
    }

    /** The day of an ISO date, or of a date and time; empty where the row leaves it open. */
    Optional<LocalDate> day(JsonNode row, JsonPointer field) {
        return textIfAny(row, field).map(text -> {
            try {
                return LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text);
            } catch (DateTimeException wrong) {
                throw bad("a day", field);
            }
        });
    }

    /** The moment of an ISO date and time; what lacks a zone is taken to be of {@code zone}, what lacks a time to begin its day. */
    Instant moment(JsonNode row, JsonPointer field, ZoneId zone) {
        String text = text(row, field);
        try {
            if (text.length() <= 10) {
                return LocalDate.parse(text).atStartOfDay(zone).toInstant();
            }
            boolean zoned = text.endsWith("Z") || text.lastIndexOf('+') > 10 || text.lastIndexOf('-') > 10;
            return zoned
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).atZone(zone).toInstant();
        } catch (DateTimeException wrong) {
            throw bad("a date", field);
        }
    }

    Failed bad(String expected, JsonPointer field) {
        return Failure.of(Failure.Reason.BAD_ANSWER, source, "expected " + expected + " at '" + field + "' of a row")
                .asException();
    }
}
