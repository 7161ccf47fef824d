package dev.weft.customer;

/** Who serves one site's view of its shoppers. {@code source} names are the backends' configured names. */
public record CustomerSources(
        String crmSource,
        Profiles profiles,
        String loyaltySource,
        Loyalty loyalty,
        String erpSource,
        Orders orders,
        String commerceSource,
        Baskets baskets) {}
