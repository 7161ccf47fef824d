package dev.weft.http.scapi;

import dev.weft.http.Face.Family;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A target of SCAPI, taken apart and otherwise left as it is written.
 *
 * @param target path and query as they are handed on
 * @param organization as it stands in the path
 * @param resource the path below the organisation, with its slash; empty for none
 * @param query without its question mark; empty for none
 */
record Asked(String target, String organization, String resource, String query) {
    private static final String BELOW = "/organizations/";

    /** Takes apart a path that begins with {@code prefix}; {@code uri} is in origin or absolute form. */
    static Asked of(String prefix, String uri) {
        String target = uri.substring(uri.indexOf(prefix + BELOW));
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        int from = prefix.length() + BELOW.length();
        int slash = path.indexOf('/', from);
        int end = slash < 0 ? path.length() : slash;
        return new Asked(
                target, path.substring(from, end), path.substring(end), mark < 0 ? "" : target.substring(mark + 1));
    }

    /**
     * The same for {@code whole}, where this one's organisation is that, or that without {@code f_ecom_} as Storefront Next spells it;
     * empty where it is another.
     */
    Optional<Asked> within(String whole) {
        if (organization.equals(whole)) {
            return Optional.of(this);
        }
        if (!whole.equals(FaceSettings.LONG + organization)) {
            return Optional.empty();
        }
        String rest = target.substring(target.indexOf(BELOW) + BELOW.length() + organization.length());
        String begun = target.substring(0, target.indexOf(BELOW) + BELOW.length());
        return Optional.of(new Asked(begun + whole + rest, whole, resource, query));
    }

    /**
     * The value of a query parameter as it is written; null where it is absent. The first one counts. However a name is written in the
     * query, with escapes or without, it is the same name: SCAPI reads it so.
     */
    @Nullable
    String raw(String name) {
        int at = find(name, 0);
        return at < 0 ? null : query.substring(at, end(at));
    }

    /** The value of a query parameter; empty where it is absent. The guard has made sure that it can be decoded. */
    String value(String name) {
        String raw = raw(name);
        return raw == null ? "" : decoded(raw);
    }

    /** All values of a query parameter, in their order. */
    List<String> values(String name) {
        List<String> values = new ArrayList<>(1);
        for (int at = find(name, 0); at >= 0; at = find(name, end(at) + 1)) {
            values.add(decoded(query.substring(at, end(at))));
        }
        return values;
    }

    /** Where, from {@code from} on, the value of a parameter begins in the query; negative where there is none. */
    private int find(String name, int from) {
        int at = from;
        while (at < query.length()) {
            int stop = end(at);
            int sign = at;
            boolean plain = true;
            while (sign < stop && query.charAt(sign) != '=') {
                plain &= query.charAt(sign) != '%' && query.charAt(sign) != '+';
                sign++;
            }
            boolean same = plain
                    ? sign - at == name.length() && query.startsWith(name, at)
                    : decoded(query.substring(at, sign)).equals(name);
            if (same && sign < stop) {
                return sign + 1;
            }
            at = stop + 1;
        }
        return -1;
    }

    private int end(int at) {
        int end = query.indexOf('&', at);
        return end < 0 ? query.length() : end;
    }

    private static String decoded(String written) {
        return URLDecoder.decode(written, StandardCharsets.UTF_8);
    }

    /** Whether the client wants an answer that is the same for everybody. */
    boolean impersonal() {
        return value("personalized").equals("none");
    }

    /** Whether a read of a product expands {@code part}; it expands all where it does not say. */
    boolean expands(String part) {
        return raw("expand") == null || value("expand").contains(part);
    }

    /**
     * Whether the answer of a read of goods tells how many there are, or whether there are any: as products do whatever is expanded, of
     * their master, and search does of variants too and where it is not said what to expand.
     */
    boolean tellsStock(Family family) {
        return WovenRead.of(family, resource)
                .filter(read -> switch (read) {
                    case SUGGESTIONS, PRICES -> false;
                    case SEARCH -> expands("availability") || expands("variations");
                    default -> true;
                })
                .isPresent();
    }

    /** The target with another value, written as it is to stand there, for a parameter that is there. */
    String with(String name, String raw) {
        int at = find(name, 0);
        if (at < 0) {
            throw new IllegalArgumentException("name: " + name + " (expected: a parameter of the query)");
        }
        int path = target.length() - query.length();
        return target.substring(0, path + at) + raw + target.substring(path + end(at));
    }
}
