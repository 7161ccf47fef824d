package dev.weft;

import dev.weft.customer.Baskets;
import dev.weft.customer.Loyalty;
import dev.weft.customer.Orders;
import dev.weft.customer.Profiles;
import dev.weft.product.Catalog;
import dev.weft.product.Earning;
import dev.weft.product.Prices;
import dev.weft.product.Stock;
import java.util.Optional;

/** What one backend serves: the ports its vendor's adapters implement. */
record Ports(
        Optional<Catalog> catalog,
        Optional<Prices> prices,
        Optional<Stock> stock,
        Optional<Earning> earning,
        Optional<Profiles> profiles,
        Optional<Loyalty> loyalty,
        Optional<Orders> orders,
        Optional<Baskets> baskets) {

    static final Ports NONE = new Ports(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    Ports withPrices(Optional<Prices> others) {
        return new Ports(catalog, others, stock, earning, profiles, loyalty, orders, baskets);
    }

    static Ports commerce(Catalog catalog, Baskets baskets) {
        return new Ports(
                Optional.of(catalog),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(baskets));
    }

    static Ports erp(Optional<Prices> prices, Optional<Stock> stock, Optional<Orders> orders) {
        return new Ports(
                Optional.empty(),
                prices,
                stock,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                orders,
                Optional.empty());
    }

    static Ports crm(Profiles profiles) {
        return new Ports(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(profiles),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static Ports loyalty(Earning earning, Loyalty loyalty) {
        return new Ports(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(earning),
                Optional.empty(),
                Optional.of(loyalty),
                Optional.empty(),
                Optional.empty());
    }
}
