package dev.weft.http;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The Date field's value, made once a second (RFC 9110, 5.6.7). Safe from any thread: a race makes it twice, to the same text. */
final class HttpDate {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);

    private final Clock clock;
    private volatile Stamp last = new Stamp(-1, "");

    HttpDate(Clock clock) {
        this.clock = clock;
    }

    String now() {
        long second = Math.floorDiv(clock.millis(), 1000);
        Stamp stamp = last;
        if (stamp.second != second) {
            stamp = new Stamp(second, FORMAT.format(clock.instant().atOffset(ZoneOffset.UTC)));
            last = stamp;
        }
        return stamp.text;
    }

    private record Stamp(long second, String text) {}
}
