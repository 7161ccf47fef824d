package dev.weft.backend.rest;

import java.util.Optional;

/**
 * How prices are asked for and read. Each field is a member's name, or a JSON Pointer into the row.
 *
 * @param call the question
 * @param code the product's code
 * @param amount the price
 * @param perUnits how many units the price is for; without it one
 * @param validity the days it holds; without it every row holds today
 * @param priceList how the list is called in our answers; may hold {@code {market.NAME}}
 */
public record PriceMapping(
        RestCall call,
        String code,
        Amount amount,
        Optional<String> perUnits,
        Optional<Validity> validity,
        String priceList) {
    public PriceMapping {
        Fields.compile("code", code);
        perUnits.ifPresent(field -> Fields.compile("perUnits", field));
        if (Template.compileStrict("priceList", priceList).names("keys")) {
            throw new IllegalArgumentException("priceList: '" + priceList + "' (expected: no {keys})");
        }
    }

    /**
     * First and last day of a price; a row may leave either open.
     *
     * @param from field of the first day
     * @param until field of the last day
     */
    public record Validity(String from, String until) {
        public Validity {
            Fields.compile("validity.from", from);
            Fields.compile("validity.until", until);
        }
    }
}
