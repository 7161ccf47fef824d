package dev.weft.order;

import java.util.Optional;

/**
 * Which lanes an order's effects go through, by the names of their backends: a site's own.
 *
 * @param erp that fulfils its orders
 * @param loyalty that keeps its points, where there is one
 * @param commerce that is told how far an order is, where it wants to know
 */
public record Routing(String erp, Optional<String> loyalty, Optional<String> commerce) {}
