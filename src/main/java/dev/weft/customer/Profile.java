package dev.weft.customer;

import java.util.Optional;

/**
 * Who the shopper is, as the CRM knows it. Personal data: never logged, never in a shared cache.
 *
 * @param contactId the CRM's own id
 */
public record Profile(
        String contactId,
        Optional<String> firstName,
        Optional<String> lastName,
        Optional<String> email,
        Optional<String> phone,
        Optional<String> accountName) {
    /** Only the CRM's id, so that personal data never reaches a log by accident. */
    @Override
    public String toString() {
        return "Profile[" + contactId + "]";
    }
}
