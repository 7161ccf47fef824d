package dev.weft.order;

import java.util.Optional;

/** Who gets it. Personal data: kept apart from the books, erasable, never logged. */
public record Person(String email, Optional<String> phone, Address shipping, Address billing) {
    /**
     * A postal address.
     *
     * @param country ISO 3166-1 alpha-2
     */
    public record Address(
            String firstName,
            String lastName,
            String street,
            Optional<String> extra,
            String postalCode,
            String city,
            Optional<String> region,
            String country) {
        @Override
        public String toString() {
            return "Address[" + country + "]";
        }
    }

    @Override
    public String toString() {
        return "Person[…]";
    }
}
