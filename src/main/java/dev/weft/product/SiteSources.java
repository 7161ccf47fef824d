package dev.weft.product;

/**
 * Who serves one site's product screen. {@code source} names are the backends' configured names.
 *
 * @param programme the loyalty programme the site's purchases earn points in
 */
public record SiteSources(
        String catalogSource,
        Catalog catalog,
        String erpSource,
        Prices prices,
        Stock stock,
        String loyaltySource,
        Earning earning,
        String programme) {}
