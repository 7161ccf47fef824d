package dev.weft.store;

import dev.weft.inventory.Sourced;
import dev.weft.inventory.Wanted;
import dev.weft.kernel.Sku;
import dev.weft.order.Answer;
import dev.weft.order.Order;
import dev.weft.order.OrderLine;
import dev.weft.order.OrderStore.Known;
import dev.weft.order.OrderStore.Placed;
import dev.weft.order.OrderStore.Placement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Places a batch of orders with as few statements as one order would need: one look at the claims, one locked read of the positions, all
 * decisions in memory one order after the other, one JDBC batch per table. The first of two with the same claim wins; the second gets its
 * answer.
 */
final class Placing implements Group<Placing.Wish, Known> {

    /** A placement with its documents written already, which the transaction need not wait for. */
    record Wish(Placement placement, String order, String person) {
        static Wish of(Placement placement) {
            return new Wish(placement, OrderRows.document(placement.order()), Codec.write(placement.person()));
        }
    }

    @Override
    public List<Known> run(Tx tx, List<Wish> wishes) throws SQLException {
        return new Run(tx, wishes).run();
    }

    /** One transaction's work. */
    private static final class Run {
        private final Tx tx;
        private final List<Wish> wishes;
        private final Shelves shelves;
        private final Promises promises;
        private final Entries entries;
        private final List<@Nullable Object[]> claimRows = new ArrayList<>();
        private final List<@Nullable Object[]> orderRows = new ArrayList<>();
        private final List<@Nullable Object[]> personRows = new ArrayList<>();

        Run(Tx tx, List<Wish> wishes) {
            this.tx = tx;
            this.wishes = wishes;
            this.shelves = new Shelves(tx);
            this.promises = new Promises(tx);
            this.entries = new Entries(tx);
        }

        List<Known> run() throws SQLException {
            Map<String, Claims.Kept> kept = new HashMap<>(Claims.find(
                    tx,
                    wishes.stream().map(it -> it.placement().claim().scope()).toList()));
            List<Wish> fresh = wishes.stream()
                    .filter(it -> !kept.containsKey(it.placement().claim().scope()))
                    .toList();
            Holds holds = fresh.isEmpty() ? Holds.none() : Holds.ofOrigins(tx, fresh);
            if (!fresh.isEmpty()) {
                Set<Sku> skus = new LinkedHashSet<>(holds.skus());
                fresh.forEach(it -> it.placement().order().basket().lines().forEach(line -> skus.add(line.sku())));
                shelves.lock(skus);
            }
            List<Known> answers = new ArrayList<>();
            for (Wish wish : wishes) {
                Placement placement = wish.placement();
                Claims.@Nullable Kept before = kept.get(placement.claim().scope());
                if (before != null) {
                    answers.add(before.repeated(placement.claim()));
                } else {
                    Answer answer = place(wish, holds);
                    kept.put(
                            placement.claim().scope(),
                            new Claims.Kept(placement.claim().fingerprint(), answer));
                    answers.add(new Known(answer, true, true));
                }
            }
            save(holds);
            return answers;
        }

        private Answer place(Wish wish, Holds holds) throws SQLException {
            Placement placement = wish.placement();
            Order order = placement.order();
            Takeover held = holds.takeOver(order, tx.now(), shelves);
            Optional<List<Sourced>> rest = source(placement, held);
            if (rest.isEmpty()) {
                Set<Sku> skus = new LinkedHashSet<>();
                order.basket().lines().forEach(line -> skus.add(line.sku()));
                Answer answer = placement.answer().apply(new Placed(Optional.empty(), shelves.left(skus)));
                claimRows.add(Claims.row(placement.claim(), answer, null, tx.now()));
                return answer;
            }
            shelves.take(rest.get());
            held.settle(shelves);
            List<Sourced> sourced = Takeover.together(held.sourced(), rest.get());
            Answer answer = placement.answer().apply(new Placed(Optional.of(order.withSourced(sourced)), Map.of()));
            write(wish, sourced, answer);
            return answer;
        }

        private Optional<List<Sourced>> source(Placement placement, Takeover held) {
            List<Wanted> wanted = new ArrayList<>();
            for (OrderLine line : placement.order().basket().lines()) {
                int missing = line.quantity() - held.quantity(line.number());
                if (missing > 0) {
                    wanted.add(new Wanted(line.number(), line.sku(), missing));
                }
            }
            if (wanted.isEmpty()) {
                return Optional.of(List.of());
            }
            Set<Sku> skus = new LinkedHashSet<>();
            wanted.forEach(it -> skus.add(it.sku()));
            return placement.sourcing().source(wanted, shelves.free(skus)).map(List::copyOf);
        }

        private void write(Wish wish, List<Sourced> sourced, Answer answer) throws SQLException {
            Order order = wish.placement().order();
            claimRows.add(
                    Claims.row(wish.placement().claim(), answer, order.id().value(), tx.now()));
            orderRows.add(OrderRows.row(order, sourced, wish.order(), tx.now()));
            personRows.add(new Object[] {order.id().value(), wish.person()});
            promises.commit(order.id(), sourced);
            entries.addNew("order", order.id().value());
            entries.add(wish.placement().entries());
        }

        private void save(Holds holds) throws SQLException {
            Claims.insert(tx, claimRows);
            shelves.save();
            tx.batch(OrderRows.INSERT, orderRows);
            tx.batch(OrderRows.INSERT_PERSON, personRows);
            promises.save();
            holds.save(tx);
            entries.save();
        }
    }
}
