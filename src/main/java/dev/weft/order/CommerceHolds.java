package dev.weft.order;

import dev.weft.inventory.Reservations;
import dev.weft.inventory.StockStore.Held;
import dev.weft.inventory.StockStore.Reservation;
import dev.weft.inventory.StockStore.State;
import dev.weft.inventory.Wanted;
import dev.weft.kernel.Failed;
import dev.weft.kernel.Failure;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Holds on stock for orders that commerce is about to accept, found again without having been written down anywhere else.
 *
 * <p>Commerce's order does not say which basket it came from, so nothing that both have in common could name a hold but the shopper and the
 * goods, with the places they must come from. A hold's id is made of these and a count: whoever wants to hold takes the first id nobody has used, whoever looks for one walks
 * along the same ids. Holds of one shopper for the same goods are alike, so it does not matter which of them an order takes over. One whose
 * {@code externalRef} is the same basket is joined, because a basket becomes one order at most.
 */
final class CommerceHolds {
    private static final Duration LEAST_LEFT = Duration.ofMinutes(1);
    private static final int MOST = 64;

    private final Reservations reservations;
    private final Duration lasts;
    private final Clock clock;

    /** Holds for {@code lasts}: until then an order commerce did accept has been found by the sweep. */
    CommerceHolds(Reservations reservations, Duration lasts, Clock clock) {
        this.reservations = reservations;
        this.lasts = lasts;
        this.clock = clock;
    }

    /** For whom and what. */
    record Goods(String site, String customerId, List<Wanted> wanted) {
        Goods {
            wanted = List.copyOf(wanted);
        }

        String id(int count) {
            Map<String, Long> units = new TreeMap<>();
            wanted.forEach(line -> units.merge(
                    line.location()
                            .map(place -> line.sku().value() + "@" + place)
                            .orElse(line.sku().value()),
                    (long) line.quantity(),
                    Long::sum));
            String text = site.length() + ":" + site + customerId + units + count;
            return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
        }
    }

    /**
     * Holds them for a basket.
     *
     * @see InjectOrder#hold
     */
    Future<InjectOrder.Hold> hold(Goods goods, String basketId, InjectOrder.Asking asking) {
        return hold(goods, basketId, 0, asking);
    }

    private Future<InjectOrder.Hold> hold(Goods goods, String basketId, int count, InjectOrder.Asking asking) {
        if (count == MOST) {
            return Future.failedFuture(
                    Failure.of(Failure.Reason.REFUSED, "store", "too many orders of the same goods by one shopper")
                            .asException());
        }
        String id = goods.id(count);
        return reservations.find(goods.site(), goods.customerId(), id).compose(found -> {
            if (found.isPresent()) {
                return joins(found.get(), basketId)
                        ? Future.succeededFuture(new InjectOrder.Hold(Optional.of(id), false, Map.of()))
                        : hold(goods, basketId, count + 1, asking);
            }
            return reservations
                    .hold(wish(goods, id, basketId), asking.market(), asking.context(), asking.enough())
                    .map(held -> held(id, held))
                    .recover(cause ->
                            isTaken(cause) ? hold(goods, basketId, count + 1, asking) : Future.failedFuture(cause));
        });
    }

    /** The store knows another content by this id. An ERP that refuses to say what it has is asked no second time. */
    private static boolean isTaken(Throwable cause) {
        return cause instanceof Failed failed
                && failed.failure().reason() == Failure.Reason.REFUSED
                && failed.failure().source().equals("store");
    }

    private boolean joins(Reservation found, String basketId) {
        return found.state() == State.HELD
                && found.externalRef().equals(basketId)
                && found.until()
                        .filter(clock.instant().plus(leastLeft())::isBefore)
                        .isPresent();
    }

    /** One that is nearly over is no hold to rely on. */
    private Duration leastLeft() {
        Duration some = lasts.dividedBy(4);
        return some.compareTo(LEAST_LEFT) < 0 ? some : LEAST_LEFT;
    }

    private Reservations.Wish wish(Goods goods, String id, String basketId) {
        return new Reservations.Wish(id, goods.site(), goods.customerId(), goods.wanted(), lasts, false, basketId);
    }

    private static InjectOrder.Hold held(String id, Held held) {
        return held.reservation()
                .map(reservation -> new InjectOrder.Hold(Optional.of(id), true, Map.of()))
                .orElseGet(() -> new InjectOrder.Hold(Optional.empty(), false, held.left()));
    }

    /** One that still holds; empty where there is none. */
    Future<Optional<String>> find(Goods goods) {
        return find(goods, 0);
    }

    private Future<Optional<String>> find(Goods goods, int count) {
        if (count == MOST) {
            return Future.succeededFuture(Optional.empty());
        }
        String id = goods.id(count);
        return reservations.find(goods.site(), goods.customerId(), id).compose(found -> {
            if (found.isEmpty()) {
                return Future.succeededFuture(Optional.empty());
            }
            return found.get().state() == State.HELD ? Future.succeededFuture(Optional.of(id)) : find(goods, count + 1);
        });
    }

    Future<Void> release(String site, String customerId, String id) {
        return reservations.release(site, customerId, id).mapEmpty();
    }
}
