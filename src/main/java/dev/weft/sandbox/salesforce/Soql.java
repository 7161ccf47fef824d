package dev.weft.sandbox.salesforce;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A parsed query: {@code SELECT fields FROM object [WHERE condition AND ..] [ORDER BY field [ASC|DESC]] [LIMIT n]}.
 *
 * <p>Conditions are comparisons with a literal and {@code IN} lists. Words may be in any letter case; texts stand between
 * apostrophes with backslash escapes. Anything else is MALFORMED_QUERY.
 */
record Soql(List<String> fields, String object, List<Condition> conditions, List<Order> orders, int limit) {

    /** A field against literals: {@code IN} has several, the others one. Values are String, BigDecimal or Boolean. */
    record Condition(String field, String operator, List<Object> literals) {}

    /** A field to sort by. */
    record Order(String field, boolean descending) {}

    private static final Pattern TOKEN =
            Pattern.compile("\\G\\s*(?:('(?:[^'\\\\]|\\\\.)*')|([\\w.]+)|(!=|<=|>=|[=<>(),])|(-?\\d+(?:\\.\\d+)?))");
    private static final Set<String> OPERATORS = Set.of("=", "!=", "<", ">", "<=", ">=");

    static Soql parse(String text) {
        return new Reader(tokens(text)).query();
    }

    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        int end = 0;
        while (matcher.find()) {
            tokens.add(matcher.group().trim());
            end = matcher.end();
        }
        if (!text.substring(end).isBlank()) {
            throw OrgRefusal.malformed(
                    "unexpected token: '" + text.substring(end).strip() + "'");
        }
        return tokens;
    }

    /** Goes through the tokens once. */
    private static final class Reader {

        private final List<String> tokens;
        private int position;

        Reader(List<String> tokens) {
            this.tokens = tokens;
        }

        Soql query() {
            expect("SELECT");
            List<String> fields = names();
            expect("FROM");
            String object = next();
            List<Condition> conditions = new ArrayList<>();
            if (skip("WHERE")) {
                do {
                    conditions.add(condition());
                } while (skip("AND"));
            }
            List<Order> orders = new ArrayList<>();
            if (skip("ORDER")) {
                expect("BY");
                do {
                    String field = next();
                    boolean descending = skip("DESC");
                    if (!descending) {
                        skip("ASC");
                    }
                    orders.add(new Order(field, descending));
                } while (skip(","));
            }
            int limit = skip("LIMIT") ? limit() : Integer.MAX_VALUE;
            if (position < tokens.size()) {
                throw OrgRefusal.malformed("unexpected token: '" + tokens.get(position) + "'");
            }
            return new Soql(fields, object, conditions, orders, limit);
        }

        private List<String> names() {
            List<String> names = new ArrayList<>();
            do {
                names.add(next());
            } while (skip(","));
            return names;
        }

        private Condition condition() {
            String field = next();
            if (skip("IN")) {
                expect("(");
                List<Object> literals = new ArrayList<>();
                do {
                    literals.add(literal());
                } while (skip(","));
                expect(")");
                return new Condition(field, "IN", literals);
            }
            String operator = next();
            if (!OPERATORS.contains(operator)) {
                throw OrgRefusal.malformed("unexpected token: '" + operator + "'");
            }
            return new Condition(field, operator, List.of(literal()));
        }

        private Object literal() {
            String token = next();
            if (token.startsWith("'")) {
                return unescaped(token.substring(1, token.length() - 1));
            }
            if (token.equalsIgnoreCase("true") || token.equalsIgnoreCase("false")) {
                return Boolean.valueOf(token);
            }
            try {
                return new BigDecimal(token);
            } catch (NumberFormatException e) {
                throw OrgRefusal.malformed("unexpected token: '" + token + "'");
            }
        }

        private int limit() {
            String token = next();
            if (!token.matches("[0-9]{1,6}")) {
                throw OrgRefusal.malformed("unexpected token: '" + token + "'");
            }
            return Integer.parseInt(token);
        }

        private String next() {
            if (position >= tokens.size()) {
                throw OrgRefusal.malformed("unexpected token: '<EOF>'");
            }
            return tokens.get(position++);
        }

        private boolean skip(String word) {
            boolean there = position < tokens.size() && tokens.get(position).equalsIgnoreCase(word);
            position += there ? 1 : 0;
            return there;
        }

        private void expect(String word) {
            if (!skip(word)) {
                String found = position < tokens.size() ? tokens.get(position) : "<EOF>";
                throw OrgRefusal.malformed("unexpected token: '" + found + "', expected " + word);
            }
        }

        private static String unescaped(String text) {
            StringBuilder plain = new StringBuilder(text.length());
            for (int i = 0; i < text.length(); i++) {
                char at = text.charAt(i);
                if (at != '\\') {
                    plain.append(at);
                    continue;
                }
                char escaped = text.charAt(++i);
                plain.append(
                        switch (escaped) {
                            case 'n' -> '\n';
                            case 't' -> '\t';
                            case 'r' -> '\r';
                            default -> escaped;
                        });
            }
            return plain.toString();
        }
    }
}
