package dev.weft.backend.odata;

import dev.weft.backend.client.JsonReader;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Dates as OData version 2 writes them. */
public final class ODataTime {
    private static final String OPEN = "/Date(";
    private static final String CLOSE = ")/";

    private ODataTime() {}

    /** {@code datetimeoffset'2026-05-01T10:15:30Z'}, to the second. */
    public static String dateTimeOffset(Instant instant) {
        return "datetimeoffset'" + instant.truncatedTo(ChronoUnit.SECONDS) + "'";
    }

    /** {@code datetime'2026-05-01T00:00:00'}, for properties that are days. */
    public static String dateTime(LocalDate day) {
        return "datetime'" + day + "T00:00:00'";
    }

    /** The moment of {@code /Date(ms)/} or {@code /Date(ms+0000)/}; the offset after the number is only how it was written. */
    public static Instant instant(JsonReader in) throws IOException {
        String text = in.text();
        if (!text.startsWith(OPEN) || !text.endsWith(CLOSE)) {
            throw in.malformed("a date like /Date(0)/");
        }
        String number = text.substring(OPEN.length(), text.length() - CLOSE.length());
        int sign = Math.max(number.indexOf('+', 1), number.indexOf('-', 1));
        try {
            return Instant.ofEpochMilli(Long.parseLong(sign < 0 ? number : number.substring(0, sign)));
        } catch (NumberFormatException | DateTimeException wrong) {
            throw in.malformed("a date like /Date(0)/");
        }
    }

    /** The day of a property that is a day: midnight, taken as UTC whatever the reader's zone. */
    public static LocalDate day(JsonReader in) throws IOException {
        try {
            return LocalDate.ofInstant(instant(in), ZoneOffset.UTC);
        } catch (DateTimeException wrong) {
            throw in.malformed("a day within the calendar");
        }
    }
}
