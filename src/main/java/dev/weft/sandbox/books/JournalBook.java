package dev.weft.sandbox.books;

import dev.weft.sandbox.fault.Habits;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The loyalty ledger: every entry since the start, and what each member's balance has moved by. An entry that would take a
 * balance below zero is refused; the check and the entry are one step per member.
 */
public final class JournalBook {

    public static final String ACCRUAL = "Accrual";
    public static final String REDEMPTION = "Redemption";

    private final InstantSource clock;
    private final Supplier<Habits> habits;
    private final AtomicInteger sequence = new AtomicInteger();
    private final ConcurrentHashMap<Integer, Journal> entries = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, List<Journal>> byReference = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, BigDecimal> moved = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Integer, Integer> cancelledBy = new ConcurrentHashMap<>();

    public JournalBook(InstantSource clock, Supplier<Habits> habits) {
        this.clock = clock;
        this.habits = habits;
    }

    /** Why an entry was not made. */
    public enum Refusal {
        TOO_FEW_POINTS,
        DUPLICATE,
        ALREADY_CANCELLED
    }

    /** An entry, or why there is none. */
    public record Outcome(Optional<Journal> journal, Optional<Refusal> refusal) {
        static Outcome refused(Refusal why) {
            return new Outcome(Optional.empty(), Optional.of(why));
        }
    }

    /** @param opening the balance the member started with */
    public Outcome enter(String reference, String type, String membership, BigDecimal points, int opening) {
        boolean duplicate = habits.get().refusesDuplicates(Habits.Duplicates.ALLOWED)
                && numbersOf(reference).anyMatch(it -> it.type().equals(type));
        return duplicate
                ? Outcome.refused(Refusal.DUPLICATE)
                : enter(reference, type, membership, points, Optional.empty(), opening);
    }

    /** Takes an entry back with another of the opposite sign; once. */
    public Outcome cancel(Journal journal, int opening) {
        if (cancelledBy.putIfAbsent(journal.sequence(), 0) != null) {
            return Outcome.refused(Refusal.ALREADY_CANCELLED);
        }
        Outcome outcome = enter(
                journal.reference(),
                journal.type() + " Cancellation",
                journal.membership(),
                journal.points().negate(),
                Optional.of(journal.sequence()),
                opening);
        outcome.journal()
                .ifPresentOrElse(
                        made -> cancelledBy.put(journal.sequence(), made.sequence()),
                        () -> cancelledBy.remove(journal.sequence()));
        return outcome;
    }

    private Outcome enter(
            String reference,
            String type,
            String membership,
            BigDecimal points,
            Optional<Integer> cancels,
            int opening) {
        AtomicReference<Outcome> outcome = new AtomicReference<>(Outcome.refused(Refusal.TOO_FEW_POINTS));
        moved.compute(membership, (same, known) -> {
            BigDecimal before = known == null ? BigDecimal.ZERO : known;
            BigDecimal after = before.add(points);
            if (points.signum() < 0 && after.add(BigDecimal.valueOf(opening)).signum() < 0) {
                return before;
            }
            Journal journal = new Journal(
                    sequence.incrementAndGet(), reference, type, membership, points, cancels, clock.instant());
            entries.put(journal.sequence(), journal);
            byReference.merge(reference, List.of(journal), JournalBook::joined);
            outcome.set(new Outcome(Optional.of(journal), Optional.empty()));
            return after;
        });
        return Objects.requireNonNull(outcome.get());
    }

    private static List<Journal> joined(List<Journal> before, List<Journal> more) {
        List<Journal> all = new ArrayList<>(before);
        all.addAll(more);
        return List.copyOf(all);
    }

    public Optional<Journal> bySequence(int number) {
        return Optional.ofNullable(entries.get(number));
    }

    /** What a search finds: nothing that is younger than the search lag. */
    public Stream<Journal> byReference(String reference) {
        Instant seen = clock.instant().minus(habits.get().searchLag());
        return numbersOf(reference).filter(it -> !it.created().isAfter(seen));
    }

    public Stream<Journal> all() {
        return entries.values().stream();
    }

    public boolean isCancelled(Journal journal) {
        return cancelledBy.containsKey(journal.sequence());
    }

    private Stream<Journal> numbersOf(String reference) {
        return byReference.getOrDefault(reference, List.of()).stream();
    }

    /** What this member's balance has moved by since the start. */
    public BigDecimal moved(String membership) {
        return moved.getOrDefault(membership, BigDecimal.ZERO);
    }

    /** What all balances have moved by. */
    public BigDecimal moved() {
        return moved.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    public int count() {
        return entries.size();
    }

    /** How many entries of one type each reference has, at most; cancellations are not counted. */
    public Map<String, Integer> timesPerReference() {
        Map<String, Integer> times = new TreeMap<>();
        byReference.forEach((reference, journals) -> {
            int most = 0;
            for (String type : List.of(ACCRUAL, REDEMPTION)) {
                most = Math.max(most, (int)
                        journals.stream().filter(it -> it.type().equals(type)).count());
            }
            times.put(reference, most);
        });
        return times;
    }

    public void reset() {
        entries.clear();
        byReference.clear();
        moved.clear();
        cancelledBy.clear();
    }
}
