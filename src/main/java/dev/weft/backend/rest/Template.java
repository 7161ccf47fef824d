package dev.weft.backend.rest;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with named places, cut up once. Immutable. */
final class Template {
    private static final Pattern PLACE =
            Pattern.compile("\\{(keys|customer|site|locale|currency|market\\.([A-Za-z][A-Za-z0-9_]*))}");

    /** Text as it stands where {@code place} is empty, else the name of what comes there. */
    private record Segment(String text, String place) {}

    private final List<Segment> segments;

    private Template(List<Segment> segments) {
        this.segments = segments;
    }

    /** Reads {@code text}; braces around anything but a known place are text. */
    static Template compile(String text) {
        List<Segment> segments = new ArrayList<>();
        Matcher places = PLACE.matcher(text);
        int from = 0;
        while (places.find()) {
            segments.add(new Segment(text.substring(from, places.start()), ""));
            segments.add(new Segment("", places.group(1)));
            from = places.end();
        }
        segments.add(new Segment(text.substring(from), ""));
        return new Template(List.copyOf(segments));
    }

    /** Reads {@code text}, which must not have braces around anything but a known place. */
    static Template compileStrict(String name, String text) {
        Template template = compile(text);
        for (Segment segment : template.segments) {
            if (segment.text().indexOf('{') >= 0 || segment.text().indexOf('}') >= 0) {
                throw new IllegalArgumentException(name + ": '" + text
                        + "' (expected: only {keys}, {customer}, {site}, {locale}, {currency}, {market.NAME})");
            }
        }
        return template;
    }

    /** Whether it reads otherwise for another site. */
    boolean differsBySite() {
        return segments.stream()
                .map(Segment::place)
                .anyMatch(place -> place.equals("site") || place.equals("currency") || place.startsWith("market."));
    }

    boolean names(String place) {
        return segments.stream().anyMatch(segment -> segment.place().equals(place));
    }

    /** The NAMEs of all {@code {market.NAME}}. */
    Set<String> variables() {
        Set<String> names = new LinkedHashSet<>();
        for (Segment segment : segments) {
            if (segment.place().startsWith("market.")) {
                names.add(segment.place().substring("market.".length()));
            }
        }
        return names;
    }

    /** The text with every place filled by {@code value}. */
    String fill(UnaryOperator<String> value) {
        StringBuilder out = new StringBuilder();
        for (Segment segment : segments) {
            out.append(segment.place().isEmpty() ? segment.text() : value.apply(segment.place()));
        }
        return out.toString();
    }
}
