package dev.weft.settings;

import java.time.Duration;

/** Reads the units the schema allows. A text the schema refused never comes here. */
final class Units {
    private Units() {}

    /** {@code 500ms}, {@code 2s}, {@code 10m}, {@code 1h}. */
    static Duration duration(String text) {
        int unit = unitAt(text);
        return times(Long.parseLong(text.substring(0, unit)), text.substring(unit));
    }

    /** {@code 512KiB} in bytes. */
    static long bytes(String text) {
        int unit = unitAt(text);
        long factor = switch (text.substring(unit)) {
            case "B" -> 1L;
            case "KiB" -> 1L << 10;
            case "MiB" -> 1L << 20;
            default -> 1L << 30;
        };
        return Math.multiplyExact(Long.parseLong(text.substring(0, unit)), factor);
    }

    /** {@code 20%} as 0.2. */
    static double share(String text) {
        return Integer.parseInt(text.substring(0, text.length() - 1)) / 100.0;
    }

    /** {@code 6000/5m}: 6000 per five minutes. */
    static PerTime rate(String text) {
        int slash = text.indexOf('/');
        String per = text.substring(slash + 1);
        int unit = unitAt(per);
        long count = unit == 0 ? 1 : Long.parseLong(per.substring(0, unit));
        return new PerTime(Long.parseLong(text.substring(0, slash)), times(count, per.substring(unit)));
    }

    /** So many per so long. */
    record PerTime(long permits, Duration per) {}

    private static Duration times(long count, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            default -> Duration.ofHours(count);
        };
    }

    private static int unitAt(String text) {
        int at = 0;
        while (at < text.length() && Character.isDigit(text.charAt(at))) {
            at++;
        }
        return at;
    }
}
