package dev.weft.sandbox.data;

/**
 * The simulated business: what every system tells, each in its own words.
 *
 * <p>Immutable but for the stock, which moves; safe for every thread. Two worlds of one seed and size are equal in every byte they answer.
 */
public record World(Seeded chance, Catalogue catalogue, Prices prices, Stock stock, Shoppers shoppers, Orders orders) {

    /** A world of this many masters and shoppers. */
    public static World create(long seed, int products, int shoppers) {
        Seeded chance = new Seeded(seed);
        Catalogue catalogue = new Catalogue(chance, products);
        Prices prices = new Prices(chance, catalogue);
        Shoppers people = new Shoppers(chance, shoppers);
        return new World(
                chance, catalogue, prices, new Stock(chance), people, new Orders(chance, catalogue, prices, people));
    }
}
