package dev.weft.order;

/**
 * How it is sent and what that costs, in minor units.
 *
 * @param tax of the shipping; contained in {@code price} where the order's prices include tax
 */
public record Shipping(String method, long price, long tax) {}
