package dev.weft.order;

/**
 * An order's id, and our reference for it in every other system: 8 to 35 capitals, digits and hyphens (35 is what SAP's
 * {@code PurchaseOrderByCustomer} holds).
 */
public record OrderId(String value) {
    private static final int MIN = 8;
    private static final int MAX = 35;

    public OrderId {
        if (!valid(value)) {
            throw new IllegalArgumentException(
                    "order id: '" + value + "' (expected: 8 to 35 of capital letters, digits, '-')");
        }
    }

    public static boolean valid(String value) {
        return value.length() >= MIN
                && value.length() <= MAX
                && value.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-');
    }

    @Override
    public String toString() {
        return value;
    }
}
