package dev.weft.sandbox.scapi;

import dev.weft.sandbox.data.Site;

/** Whose baskets, orders and lists: a guest or a registered customer on one site. */
record Owner(String customerId, Site site) {}
