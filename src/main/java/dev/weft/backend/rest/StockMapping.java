package dev.weft.backend.rest;

import java.util.Optional;

/**
 * How stock is asked for and read. Each field is a member's name, or a JSON Pointer into the row.
 *
 * @param call the question
 * @param code the product's code
 * @param location the depot's code; without it a row is the whole stock of the site's one location
 * @param available units free to sell
 * @param absentIsZero true where the system leaves out what it has none of; else a product without rows is unknown
 */
public record StockMapping(
        RestCall call, String code, Optional<String> location, String available, boolean absentIsZero) {
    public StockMapping {
        Fields.compile("code", code);
        location.ifPresent(field -> Fields.compile("location", field));
        Fields.compile("available", available);
    }
}
