package dev.weft.kernel;

/**
 * The registered shopper a personal question is about, with the right to ask it. Two shoppers are equal only when both the customer and
 * the token are: nothing personal is ever shared on a weaker key.
 *
 * @param customerId the commerce system's customer id (SLAS {@code rcid})
 * @param accessToken the shopper's own verified bearer token, for systems that answer only to it
 */
public record Shopper(String customerId, String accessToken) {
    /** Without the token, so that it never reaches a log by accident. */
    @Override
    public String toString() {
        return "Shopper[" + customerId + "]";
    }
}
