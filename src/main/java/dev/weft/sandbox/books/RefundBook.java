package dev.weft.sandbox.books;

import dev.weft.sandbox.data.Digits;
import dev.weft.sandbox.fault.Habits;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Credits and returns of one ERP, by number, reference and order.
 *
 * <p>Of one order, and of each of its rows, never more goes back than was ordered, counted per kind; the check and the entry
 * are one step. What a clerk rejects no longer counts. References are not unique unless the caller looks first.
 */
public final class RefundBook {

    private static final long FIRST_NUMBER = 60_000_000L;

    private final InstantSource clock;
    private final Supplier<Habits> habits;
    private final AtomicInteger taken = new AtomicInteger();
    private final ConcurrentHashMap<String, Refund> byNumber = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, List<Refund>> byReference = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, List<Refund>> byOrder = new ConcurrentHashMap<>();

    public RefundBook(InstantSource clock, Supplier<Habits> habits) {
        this.clock = clock;
        this.habits = habits;
    }

    /** Takes a refund of this order, with the number and moment it gets here; empty if more would go back than was ordered. */
    public Optional<Refund> take(Refund draft, Booking order) {
        AtomicReference<Optional<Refund>> made = new AtomicReference<>(Optional.empty());
        byOrder.compute(order.number(), (same, known) -> {
            List<Refund> before = known == null ? List.of() : known;
            List<Refund> ofKind = before.stream()
                    .filter(it -> it.kind() == draft.kind() && !it.rejected())
                    .toList();
            if (taken.get() >= OrderBook.MOST || !fits(draft, order, ofKind)) {
                return before;
            }
            String number = Digits.padded(FIRST_NUMBER + taken.getAndIncrement(), 10);
            Refund refund = draft.numbered(number, clock.instant());
            made.set(Optional.of(refund));
            byNumber.put(number, refund);
            byReference.merge(refund.reference(), List.of(refund), RefundBook::joined);
            return joined(before, List.of(refund));
        });
        return Objects.requireNonNull(made.get());
    }

    /** A clerk rejects all items of a document; false where there is none of this number. */
    public boolean reject(String number) {
        return byNumber(number)
                .map(refund -> {
                    byOrder.compute(refund.order(), (same, known) -> {
                        Refund rejected = refund.asRejected();
                        byNumber.put(number, rejected);
                        byReference.computeIfPresent(refund.reference(), (its, all) -> replaced(all, rejected));
                        return replaced(known == null ? List.of() : known, rejected);
                    });
                    return true;
                })
                .orElse(false);
    }

    private static List<Refund> replaced(List<Refund> all, Refund by) {
        return all.stream().map(it -> it.number().equals(by.number()) ? by : it).toList();
    }

    private static boolean fits(Refund draft, Booking order, List<Refund> before) {
        long money = before.stream().mapToLong(Refund::total).sum() + draft.total();
        if (money > order.total()) {
            return false;
        }
        for (Booking.Row row : order.rows()) {
            long units = units(before, row) + units(List.of(draft), row);
            if (units > row.quantity()) {
                return false;
            }
        }
        return true;
    }

    private static long units(List<Refund> refunds, Booking.Row row) {
        return refunds.stream()
                .flatMap(refund -> refund.rows().stream())
                .filter(it -> it.orderRow() == row.position())
                .mapToLong(Refund.Row::quantity)
                .sum();
    }

    private static List<Refund> joined(List<Refund> before, List<Refund> more) {
        List<Refund> all = new ArrayList<>(before);
        all.addAll(more);
        return List.copyOf(all);
    }

    public Optional<Refund> byNumber(String number) {
        return Optional.ofNullable(byNumber.get(number));
    }

    /** What a search finds: nothing that is younger than the search lag. */
    public Stream<Refund> byReference(String reference) {
        Instant seen = clock.instant().minus(habits.get().searchLag());
        return byReference.getOrDefault(reference, List.of()).stream()
                .filter(it -> !it.created().isAfter(seen));
    }

    /** The numbers under which this reference was taken, lag or not. */
    public List<String> numbersOf(String reference) {
        return byReference.getOrDefault(reference, List.of()).stream()
                .map(Refund::number)
                .toList();
    }

    public Stream<Refund> byOrder(String number) {
        return byOrder.getOrDefault(number, List.of()).stream();
    }

    public Stream<Refund> all() {
        return byNumber.values().stream();
    }

    /** Every reference that was taken, with its documents. */
    public Map<String, List<Refund>> references() {
        return byReference;
    }

    public void reset() {
        byNumber.clear();
        byReference.clear();
        byOrder.clear();
        taken.set(0);
    }
}
