package dev.weft.load.orders;

/**
 * The requests of a storm: for each key its shopper's order, the same with one thing changed, and a stranger's order under the same key.
 * The same number and seed give the same requests. Safe from any thread.
 */
final class Contested {
    private final Drafts drafts;
    private final int keys;
    private final long seed;

    Contested(Drafts drafts, int keys, long seed) {
        this.drafts = drafts;
        this.keys = keys;
        this.seed = seed;
    }

    int keys() {
        return keys;
    }

    Attempt original(int key) {
        return under(key, drafts.spread(key));
    }

    /** Another e-mail address makes it another order. */
    Attempt changed(int key) {
        Attempt original = original(key);
        String body = Fleet.changed(original.body(), "ida@example.com", "ada@example.com");
        return new Attempt(key, original.token(), original.key(), body);
    }

    Attempt strangers(int key) {
        String owner = drafts.spread(key).token();
        int number = 1_000_000 + key;
        while (drafts.spread(number).token().equals(owner)) {
            number += 1_000_000;
        }
        return under(key, drafts.spread(number));
    }

    private Attempt under(int key, Attempt order) {
        return new Attempt(key, order.token(), "storm-%d-%016d".formatted(seed, key), order.body());
    }
}
