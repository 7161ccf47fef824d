package dev.weft.load.strain;

import dev.weft.load.http.Requests;
import dev.weft.load.http.Shot;
import dev.weft.load.orders.Attempt;
import dev.weft.load.orders.Drafts;
import io.vertx.core.buffer.Buffer;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What shoppers of one shop ask for at the same time, in classes of unequal worth. Which class comes next is drawn from a seed. Safe from
 * any thread.
 */
final class Offer {
    /** The classes, dearest first, and how many of a hundred requests are of each. */
    enum Kind {
        CHECKOUT(1),
        PERSONAL(4),
        PRODUCT(45),
        SEARCH(35),
        PREFETCH(15);

        private final int ofHundred;

        Kind(int ofHundred) {
            this.ofHundred = ofHundred;
        }

        double share() {
            return ofHundred / 100.0;
        }
    }

    private static final int DRAWN = 1 << 16;

    private final int port;
    private final Shoppers shoppers;
    private final Drafts drafts;
    private final byte[] kinds = new byte[DRAWN];
    private final AtomicInteger turn = new AtomicInteger();

    Offer(int port, Shoppers shoppers, Drafts drafts, long seed) {
        this.port = port;
        this.shoppers = shoppers;
        this.drafts = drafts;
        Random random = new Random(seed);
        for (int i = 0; i < DRAWN; i++) {
            kinds[i] = (byte) drawn(random.nextInt(100)).ordinal();
        }
    }

    private static Kind drawn(int ofHundred) {
        int sum = 0;
        for (Kind kind : Kind.values()) {
            sum += kind.ofHundred;
            if (ofHundred < sum) {
                return kind;
            }
        }
        throw new IllegalStateException("the shares add up to " + sum);
    }

    /** The next request. */
    Shot next() {
        int number = turn.getAndIncrement();
        Kind kind = Kind.values()[kinds[number & DRAWN - 1]];
        return new Shot(kind.ordinal(), request(kind, number));
    }

    /** The next request of {@code kind}, as the others come in between. */
    Buffer next(Kind kind) {
        return request(kind, turn.getAndIncrement());
    }

    private Buffer request(Kind kind, int number) {
        String token = shoppers.token(number);
        return switch (kind) {
            case CHECKOUT -> order(number);
            case PERSONAL -> Requests.get(port, "/v1/me", token);
            case PRODUCT -> Requests.get(port, "/v1/products/" + shoppers.sku(number), token);
            case SEARCH -> Requests.get(port, "/v1/products?skus=" + shoppers.skus(number, 6), token);
            case PREFETCH -> {
                Buffer plain = Requests.get(port, "/v1/products/" + shoppers.sku(number), token);
                yield plain.slice(0, plain.length() - 2).copy().appendString("sec-purpose: prefetch\r\n\r\n");
            }
        };
    }

    private Buffer order(int number) {
        Attempt attempt = drafts.spread(number);
        return Requests.order(port, attempt.token(), attempt.key(), attempt.body());
    }
}
