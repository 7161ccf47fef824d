package dev.weft.kernel;

/**
 * A stock-keeping unit as the storefront names it: 1 to 100 characters out of letters, digits, {@code . _ -}. Vendors' own spellings are
 * the adapters' business.
 */
public record Sku(String value) implements Comparable<Sku> {
    public static final int MAX_LENGTH = 100;

    public Sku {
        if (!valid(value)) {
            throw new IllegalArgumentException(
                    "sku: '" + value + "' (expected: 1 to 100 of letters, digits, '.', '_', '-')");
        }
    }

    public static Sku of(String value) {
        return new Sku(value);
    }

    public static boolean valid(String value) {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean letterOrDigit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letterOrDigit && c != '-' && c != '_' && (c != '.' || i == 0)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int compareTo(Sku other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
