package dev.weft.sandbox.sap;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Set;

/**
 * Reads {@code $filter} by recursive descent: {@code or} binds loosest, then {@code and}, {@code not}, and comparisons of a
 * property with a literal. A literal of another type than the property, an unknown property or a text longer than the
 * property allows is refused, as SAP's gateway does.
 */
final class FilterParser<R> {

    private static final Set<String> OPERATORS = Set.of("eq", "ne", "lt", "le", "gt", "ge");
    private static final int DEEPEST = 200;

    private final String text;
    private final Map<String, Property<R>> properties;
    private int position;
    private int depth;

    private FilterParser(String text, Map<String, Property<R>> properties) {
        this.text = text;
        this.properties = properties;
    }

    static <R> Filter<R> parse(String text, Map<String, Property<R>> properties) {
        FilterParser<R> parser = new FilterParser<>(text, properties);
        Filter<R> filter = parser.or();
        parser.blanks();
        if (parser.position < text.length()) {
            throw parser.syntax();
        }
        return filter;
    }

    private Filter<R> or() {
        Filter<R> left = and();
        while (word("or")) {
            left = new Filter.Or<>(left, and());
        }
        return left;
    }

    private Filter<R> and() {
        Filter<R> left = unary();
        while (word("and")) {
            left = new Filter.And<>(left, unary());
        }
        return left;
    }

    private Filter<R> unary() {
        if (++depth > DEEPEST) {
            throw ODataRefusal.badRequest("The filter is nested too deeply");
        }
        try {
            if (word("not")) {
                return new Filter.Not<>(unary());
            }
            if (symbol('(')) {
                Filter<R> inner = or();
                if (!symbol(')')) {
                    throw syntax();
                }
                return inner;
            }
            return comparison();
        } finally {
            depth--;
        }
    }

    private Filter<R> comparison() {
        String name = identifier();
        Property<R> property = properties.get(name);
        if (property == null) {
            throw ODataRefusal.badRequest("Property " + name + " not found in filter");
        }
        String operator = identifier();
        if (!OPERATORS.contains(operator)) {
            throw syntax();
        }
        return new Filter.Comparison<>(property, operator, literal(property));
    }

    private Object literal(Property<R> property) {
        blanks();
        return switch (property.type()) {
            case STRING -> string(property);
            case DECIMAL -> decimal();
            case BOOLEAN -> bool();
            case DATE_TIME -> moment("datetime");
            case DATE_TIME_OFFSET -> moment("datetimeoffset");
        };
    }

    private String string(Property<R> property) {
        String value = quoted("Invalid literal for property " + property.name() + ": Edm.String expected");
        if (value.length() > property.maxLength()) {
            throw ODataRefusal.badRequest(
                    "Value of property " + property.name() + " is longer than " + property.maxLength() + " characters");
        }
        return value;
    }

    private BigDecimal decimal() {
        int start = position;
        while (position < text.length() && "+-.0123456789".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
        String digits = text.substring(start, position);
        if (position < text.length() && (text.charAt(position) == 'M' || text.charAt(position) == 'm')) {
            position++;
        }
        try {
            return new BigDecimal(digits);
        } catch (NumberFormatException e) {
            throw ODataRefusal.badRequest("Invalid literal: Edm.Decimal expected");
        }
    }

    private Boolean bool() {
        String word = identifier();
        if (!word.equals("true") && !word.equals("false")) {
            throw ODataRefusal.badRequest("Invalid literal: Edm.Boolean expected");
        }
        return Boolean.valueOf(word);
    }

    private Instant moment(String prefix) {
        if (!text.startsWith(prefix + "'", position)) {
            throw ODataRefusal.badRequest("Invalid literal: " + prefix + "'..' expected");
        }
        position += prefix.length();
        String value = quoted("Invalid literal");
        try {
            return prefix.equals("datetime")
                    ? LocalDateTime.parse(value).toInstant(ZoneOffset.UTC)
                    : OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeParseException e) {
            throw ODataRefusal.badRequest("Invalid literal: " + prefix + " '" + value + "'");
        }
    }

    /** A text between apostrophes; a doubled one stands for itself. */
    private String quoted(String otherwise) {
        if (position >= text.length() || text.charAt(position) != '\'') {
            throw ODataRefusal.badRequest(otherwise);
        }
        StringBuilder value = new StringBuilder();
        for (position++; position < text.length(); position++) {
            char at = text.charAt(position);
            if (at != '\'') {
                value.append(at);
            } else if (position + 1 < text.length() && text.charAt(position + 1) == '\'') {
                value.append('\'');
                position++;
            } else {
                position++;
                return value.toString();
            }
        }
        throw syntax();
    }

    private boolean word(String expected) {
        blanks();
        int end = position + expected.length();
        if (text.startsWith(expected, position) && (end == text.length() || !isNameCharacter(text.charAt(end)))) {
            position = end;
            return true;
        }
        return false;
    }

    private boolean symbol(char expected) {
        blanks();
        if (position < text.length() && text.charAt(position) == expected) {
            position++;
            return true;
        }
        return false;
    }

    private String identifier() {
        blanks();
        int start = position;
        while (position < text.length() && isNameCharacter(text.charAt(position))) {
            position++;
        }
        if (start == position) {
            throw syntax();
        }
        return text.substring(start, position);
    }

    private void blanks() {
        while (position < text.length() && text.charAt(position) == ' ') {
            position++;
        }
    }

    private static boolean isNameCharacter(char at) {
        return Character.isLetterOrDigit(at) || at == '_';
    }

    private ODataRefusal syntax() {
        return ODataRefusal.badRequest("Invalid filter: syntax error at position " + position);
    }
}
