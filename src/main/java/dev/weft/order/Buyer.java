package dev.weft.order;

/**
 * Whose order it is: what every later question about it is checked against.
 *
 * @param tenant the issuer that vouches for the shopper, by its configured name
 * @param site the site it was placed on
 * @param customerId the commerce system's customer id; a guest's own for a guest
 * @param registered false for a guest
 */
public record Buyer(String tenant, String site, String customerId, boolean registered) {
    /** Without the id, so that it may be logged. */
    @Override
    public String toString() {
        return "Buyer[" + tenant + ", " + site + "]";
    }
}
