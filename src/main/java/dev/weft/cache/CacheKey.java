package dev.weft.cache;

import java.util.List;

/**
 * A key that cannot be confused: each field is preceded by its length, so {@code ("a", "bc")} and {@code ("ab", "c")} differ whatever
 * characters they hold.
 */
public record CacheKey(String value) {

    public static CacheKey of(List<String> fields) {
        int length = 0;
        for (String field : fields) {
            length += field.length() + 4;
        }
        StringBuilder key = new StringBuilder(length);
        for (String field : fields) {
            key.append(field.length()).append(':').append(field);
        }
        return new CacheKey(key.toString());
    }
}
