package dev.weft.sandbox.sap;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A parsed {@code $filter}.
 *
 * <p>{@link #allowed} finds the finite set of values a property may have, so that an entity set looks rows up by key
 * instead of scanning: an equality allows one value, {@code or} unites, {@code and} takes what either side limits.
 */
sealed interface Filter<R> {

    boolean matches(R row);

    /** The values this property may have in a matching row; empty if the filter does not limit it to a finite set. */
    Optional<Set<String>> allowed(String property);

    /** Lets everything through. */
    record All<R>() implements Filter<R> {
        @Override
        public boolean matches(R row) {
            return true;
        }

        @Override
        public Optional<Set<String>> allowed(String property) {
            return Optional.empty();
        }
    }

    /** Both sides. */
    record And<R>(Filter<R> left, Filter<R> right) implements Filter<R> {
        @Override
        public boolean matches(R row) {
            return left.matches(row) && right.matches(row);
        }

        @Override
        public Optional<Set<String>> allowed(String property) {
            Optional<Set<String>> first = left.allowed(property);
            Optional<Set<String>> second = right.allowed(property);
            if (first.isEmpty() || second.isEmpty()) {
                return first.or(() -> second);
            }
            Set<String> both = new HashSet<>(first.get());
            both.retainAll(second.get());
            return Optional.of(both);
        }
    }

    /** Either side. */
    record Or<R>(Filter<R> left, Filter<R> right) implements Filter<R> {
        @Override
        public boolean matches(R row) {
            return left.matches(row) || right.matches(row);
        }

        @Override
        public Optional<Set<String>> allowed(String property) {
            Optional<Set<String>> first = left.allowed(property);
            Optional<Set<String>> second = right.allowed(property);
            if (first.isEmpty() || second.isEmpty()) {
                return Optional.empty();
            }
            Set<String> any = new HashSet<>(first.get());
            any.addAll(second.get());
            return Optional.of(any);
        }
    }

    /** Not the inner one. */
    record Not<R>(Filter<R> inner) implements Filter<R> {
        @Override
        public boolean matches(R row) {
            return !inner.matches(row);
        }

        @Override
        public Optional<Set<String>> allowed(String property) {
            return Optional.empty();
        }
    }

    /** A property against a literal of its own type. */
    record Comparison<R>(Property<R> property, String operator, Object literal) implements Filter<R> {
        @Override
        public boolean matches(R row) {
            int order = compare(property.read().apply(row), literal);
            return switch (operator) {
                case "eq" -> order == 0;
                case "ne" -> order != 0;
                case "lt" -> order < 0;
                case "le" -> order <= 0;
                case "gt" -> order > 0;
                default -> order >= 0;
            };
        }

        @Override
        public Optional<Set<String>> allowed(String name) {
            return operator.equals("eq") && property.name().equals(name) && literal instanceof String text
                    ? Optional.of(Set.of(text))
                    : Optional.empty();
        }

        private static int compare(Object value, Object literal) {
            if (literal instanceof BigDecimal number) {
                return new BigDecimal((String) value).compareTo(number);
            }
            if (literal instanceof Instant moment) {
                return ((Instant) value).compareTo(moment);
            }
            if (literal instanceof Boolean flag) {
                return Boolean.compare((Boolean) value, flag);
            }
            return ((String) value).compareTo((String) literal);
        }
    }
}
