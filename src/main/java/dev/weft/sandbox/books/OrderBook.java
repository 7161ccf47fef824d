package dev.weft.sandbox.books;

import dev.weft.sandbox.data.Digits;
import dev.weft.sandbox.data.OrderState;
import dev.weft.sandbox.data.World;
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
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The sales orders of one ERP: the invented past and what was taken since, by number, reference and customer.
 *
 * <p>Taking an order takes its units out of the stock all ERPs share; taking a row out again puts them back. Each change of
 * one order is atomic. The newest orders are found by reference only after the search lag; by number at once.
 */
public final class OrderBook {

    /** More orders than that are refused, so that a forgotten load test ends in an error and not in a dead process. */
    public static final int MOST = 1_000_000;

    private final World world;
    private final InstantSource clock;
    private final Supplier<Habits> habits;
    private final long firstNumber;
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicReference<Clockwork> clockwork = new AtomicReference<>(Clockwork.STOPPED);
    private final ConcurrentHashMap<String, Booking> byNumber = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, List<String>> byReference = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, List<String>> bySoldTo = new ConcurrentHashMap<>();

    /** @param firstNumber the number of the first order taken; ten digits, not starting with 1 as the past does */
    public OrderBook(World world, InstantSource clock, Supplier<Habits> habits, long firstNumber) {
        this.world = world;
        this.clock = clock;
        this.habits = habits;
        this.firstNumber = firstNumber;
    }

    /** Takes an order; empty if the book is full. Says nothing about duplicates: ask {@link #numbersOf} first. */
    public Optional<Booking> take(OrderDraft draft) {
        int position = taken.getAndIncrement();
        if (position >= MOST) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Booking booking = new Booking(
                Digits.padded(firstNumber + position, 10),
                draft.reference(),
                draft.soldTo(),
                draft.site(),
                now,
                now,
                OrderState.PLACED,
                IntStream.range(0, draft.rows().size())
                        .mapToObj(index -> take(index + 1, draft.rows().get(index), now))
                        .toList(),
                draft.freight(),
                draft.told());
        byNumber.put(booking.number(), booking);
        append(bySoldTo, booking.soldTo(), booking.number());
        append(byReference, booking.reference(), booking.number());
        return Optional.of(booking);
    }

    private Booking.Row take(int position, OrderDraft.Wanted wanted, Instant now) {
        int confirmed = world.stock().take(wanted.variant(), wanted.plant(), wanted.quantity());
        return new Booking.Row(
                position, wanted.variant(), wanted.plant(), wanted.quantity(), wanted.amount(), confirmed, false, now);
    }

    private static void append(Map<String, List<String>> index, String key, String number) {
        index.compute(key, (same, before) -> {
            List<String> after = new ArrayList<>(before == null ? List.of() : before);
            after.add(number);
            return List.copyOf(after);
        });
    }

    /** The numbers under which this reference was taken, lag or not; the past is not looked at. */
    public List<String> numbersOf(String reference) {
        return byReference.getOrDefault(reference, List.of()).stream()
                .filter(byNumber::containsKey)
                .toList();
    }

    public Optional<Booking> byNumber(String number) {
        Booking mine = byNumber.get(number);
        return mine != null
                ? Optional.of(asOfNow(mine))
                : world.orders().byNumber(number).map(Booking::of);
    }

    /** What a search finds: nothing that is younger than the search lag. */
    public Stream<Booking> byReference(String reference) {
        Instant seen = clock.instant().minus(habits.get().searchLag());
        Stream<Booking> mine =
                mine(numbersOf(reference)).filter(it -> !it.placed().isAfter(seen));
        return Stream.concat(mine, world.orders().byReference(reference).map(Booking::of).stream());
    }

    /** The customer's orders, those taken first and newest first. */
    public Stream<Booking> bySoldTo(String party) {
        List<String> numbers = bySoldTo.getOrDefault(party, List.of());
        Stream<Booking> mine = mine(IntStream.rangeClosed(1, numbers.size())
                .mapToObj(back -> numbers.get(numbers.size() - back))
                .toList());
        return Stream.concat(
                mine,
                world.shoppers().bySoldToParty(party).stream()
                        .flatMap(shopper -> world.orders().of(shopper).stream())
                        .map(Booking::of));
    }

    /** Everything, the past first. */
    public Stream<Booking> all() {
        return Stream.concat(
                IntStream.rangeClosed(1, world.shoppers().count())
                        .mapToObj(number -> world.shoppers().number(number).orElseThrow())
                        .flatMap(shopper -> world.orders().of(shopper).stream())
                        .map(Booking::of),
                taken());
    }

    /** The orders taken since the start. */
    public Stream<Booking> taken() {
        return byNumber.values().stream().map(this::asOfNow);
    }

    public int count() {
        return byNumber.size();
    }

    /** Every reference that was taken, with its numbers. */
    public Map<String, List<String>> references() {
        return byReference;
    }

    private Stream<Booking> mine(List<String> numbers) {
        return numbers.stream()
                .flatMap(number -> Optional.ofNullable(byNumber.get(number)).stream())
                .map(this::asOfNow);
    }

    private Booking asOfNow(Booking booking) {
        OrderState state = clockwork().state(booking, clock.instant());
        return state == booking.state() ? booking : booking.in(state, booking.changed());
    }

    private Clockwork clockwork() {
        return Objects.requireNonNull(clockwork.get());
    }

    public void clockwork(Clockwork changed) {
        clockwork.set(changed);
    }

    /** Moves an order that was taken; false if there is none of this number. To cancel puts its units back. */
    public boolean move(String number, OrderState state) {
        if (state == OrderState.CANCELLED) {
            return byNumber(number).filter(it -> byNumber.containsKey(number)).stream()
                            .flatMap(it -> it.rows().stream())
                            .filter(row -> reject(number, row.position(), false) == Rejection.DONE)
                            .count()
                    > 0;
        }
        return byNumber.computeIfPresent(number, (same, before) -> before.in(state, clock.instant())) != null;
    }

    /** What became of a wish to take a row out. */
    public enum Rejection {
        DONE,
        TOO_LATE,
        UNKNOWN
    }

    /** Takes a row out of an order that was taken, while nothing of it has been picked; a row that is out already is done. */
    public Rejection reject(String number, int position) {
        return reject(number, position, true);
    }

    private Rejection reject(String number, int position, boolean onlyInTime) {
        AtomicReference<Rejection> outcome = new AtomicReference<>(Rejection.UNKNOWN);
        byNumber.computeIfPresent(number, (same, before) -> {
            Optional<Booking.Row> row = before.rows().stream()
                    .filter(it -> it.position() == position)
                    .findFirst();
            if (row.isEmpty()) {
                return before;
            }
            if (row.get().rejected()) {
                outcome.set(Rejection.DONE);
                return before;
            }
            if (onlyInTime && asOfNow(before).state() != OrderState.PLACED) {
                outcome.set(Rejection.TOO_LATE);
                return before;
            }
            outcome.set(Rejection.DONE);
            world.stock()
                    .putBack(row.get().variant(), row.get().plant(), row.get().quantity());
            return before.without(position, clock.instant());
        });
        return Objects.requireNonNull(outcome.get());
    }

    /** Forgets an order nobody has worked on yet, as if it had never come. */
    public Rejection delete(String number) {
        AtomicReference<Rejection> outcome = new AtomicReference<>(Rejection.UNKNOWN);
        byNumber.computeIfPresent(number, (same, before) -> {
            if (asOfNow(before).state() != OrderState.PLACED) {
                outcome.set(Rejection.TOO_LATE);
                return before;
            }
            before.rows().stream()
                    .filter(row -> !row.rejected())
                    .forEach(row -> world.stock().putBack(row.variant(), row.plant(), row.quantity()));
            outcome.set(Rejection.DONE);
            return null;
        });
        return Objects.requireNonNull(outcome.get());
    }

    /** Forgets everything taken and every move of stock. */
    public void reset() {
        byNumber.clear();
        byReference.clear();
        bySoldTo.clear();
        taken.set(0);
    }
}
