package dev.weft.outbox;

import dev.weft.kernel.Failure;
import dev.weft.testing.ManualClock;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The port's contract in memory, on a clock moved by hand; can be dark. For one thread. */
final class MemoryOutbox implements OutboxStore {
    private static final class Row {
        final String id;
        final NewEntry what;
        final int sequence;
        State state = State.WAITING;
        int attempt;
        int faults;
        long epoch;
        Optional<Instant> unsettled = Optional.empty();
        Instant nextAt;
        String lastError = "";
        String result = "";
        Instant createdAt;

        Row(String id, NewEntry what, int sequence, Instant now) {
            this.id = id;
            this.what = what;
            this.sequence = sequence;
            this.nextAt = now;
            this.createdAt = now;
        }

        boolean finished() {
            return state == State.DONE;
        }
    }

    private final ManualClock clock;
    private final long start;
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final Map<String, List<Row>> aggregates = new LinkedHashMap<>();
    private final List<Row> open = new ArrayList<>();
    final List<Effect> effects = new ArrayList<>();
    private Duration ahead = Duration.ZERO;
    int claims;
    boolean dark;

    MemoryOutbox(ManualClock clock) {
        this.clock = clock;
        this.start = clock.nanos();
    }

    Instant now() {
        return Instant.EPOCH.plusNanos(clock.nanos() - start).plus(ahead);
    }

    /** The store's clock goes so much before ours. */
    void clockAhead(Duration by) {
        ahead = by;
    }

    String write(String lane, String aggregate) {
        return write(lane, aggregate, "site");
    }

    String write(String lane, String aggregate, String site) {
        String id = "entry-" + rows.size();
        List<Row> siblings = aggregates.computeIfAbsent(aggregate, key -> new ArrayList<>());
        Row row =
                new Row(id, new NewEntry(lane, "thing.do", "thing", aggregate, site, "{}"), siblings.size() + 1, now());
        rows.put(id, row);
        siblings.add(row);
        open.add(row);
        return id;
    }

    EntryRecord row(String id) {
        return seen(rows.get(id));
    }

    /** The entries that may have happened. */
    Set<String> inDoubt() {
        return rows.values().stream()
                .filter(row -> !row.finished() && row.unsettled.isPresent())
                .map(row -> row.id)
                .collect(Collectors.toSet());
    }

    long in(State state) {
        return rows.values().stream().filter(row -> row.state == state).count();
    }

    @Override
    public Future<List<Entry>> claim(String lane, Collection<String> sites, int limit, Duration lease) {
        claims++;
        if (dark) {
            return down();
        }
        Instant now = now();
        open.removeIf(Row::finished);
        List<Entry> taken = new ArrayList<>();
        for (Row row : open) {
            if (taken.size() == limit) {
                break;
            }
            boolean mine = row.what.lane().equals(lane) && sites.contains(row.what.site());
            boolean free = row.state == State.WAITING || row.state == State.LEASED;
            if (mine && free && !row.nextAt.isAfter(now) && first(row)) {
                taken.add(lease(row, now.plus(lease)));
            }
        }
        return Future.succeededFuture(taken);
    }

    private boolean first(Row row) {
        return aggregates.get(row.what.aggregateId()).stream()
                .limit(row.sequence - 1)
                .allMatch(Row::finished);
    }

    private Entry lease(Row row, Instant until) {
        row.state = State.LEASED;
        row.attempt++;
        row.epoch++;
        Optional<Instant> before = row.unsettled;
        row.unsettled = Optional.of(until);
        row.nextAt = until;
        return new Entry(row.id, row.what, row.attempt, row.faults, row.epoch, before, until);
    }

    @Override
    public Future<Boolean> done(Entry entry, String result, Optional<Effect> effect) {
        return change(entry, row -> {
            row.state = State.DONE;
            row.result = result;
            effect.ifPresent(effects::add);
        });
    }

    @Override
    public Future<Boolean> again(Entry entry, Again again) {
        return change(entry, row -> {
            row.state = State.WAITING;
            row.nextAt = now().plus(again.after());
            row.faults += again.ownFault() ? 1 : 0;
            row.lastError = again.reason();
            row.unsettled = !again.unsettled()
                    ? Optional.empty()
                    : again.sent() ? Optional.of(now()) : entry.unsettledSince().or(() -> Optional.of(now()));
        });
    }

    @Override
    public Future<Boolean> park(Entry entry, String reason, Optional<Effect> effect) {
        return change(entry, row -> {
            row.state = State.PARKED;
            row.lastError = reason;
            row.unsettled = Optional.of(now());
            effect.ifPresent(effects::add);
        });
    }

    private Future<Boolean> change(Entry entry, java.util.function.Consumer<Row> how) {
        if (dark) {
            return down();
        }
        Row row = rows.get(entry.id());
        if (row.epoch != entry.epoch() || row.state != State.LEASED) {
            return Future.succeededFuture(false);
        }
        how.accept(row);
        return Future.succeededFuture(true);
    }

    @Override
    public Future<Void> handBack(List<Entry> entries) {
        if (dark) {
            return down();
        }
        for (Entry entry : entries) {
            Row row = rows.get(entry.id());
            if (row.epoch == entry.epoch()) {
                row.state = State.WAITING;
                row.attempt--;
                row.unsettled = entry.unsettledSince();
                row.nextAt = now();
            }
        }
        return Future.succeededFuture();
    }

    @Override
    public Future<List<LaneDepth>> depths() {
        Map<String, LaneDepth> depths = new LinkedHashMap<>();
        for (Row row : rows.values()) {
            LaneDepth before =
                    depths.getOrDefault(row.what.lane(), new LaneDepth(row.what.lane(), 0, 0, Optional.empty()));
            boolean waits = row.state == State.WAITING || row.state == State.LEASED;
            depths.put(
                    row.what.lane(),
                    new LaneDepth(
                            row.what.lane(),
                            before.waiting() + (waits ? 1 : 0),
                            before.parked() + (row.state == State.PARKED ? 1 : 0),
                            before.oldest().or(() -> waits ? Optional.of(row.createdAt) : Optional.empty())));
        }
        return Future.succeededFuture(List.copyOf(depths.values()));
    }

    @Override
    public Future<List<EntryRecord>> list(Query query) {
        return Future.succeededFuture(rows.values().stream()
                .map(MemoryOutbox::seen)
                .limit(query.limit())
                .toList());
    }

    @Override
    public Future<List<EntryRecord>> ofAggregate(String aggregateId) {
        return Future.succeededFuture(aggregates.getOrDefault(aggregateId, List.of()).stream()
                .map(MemoryOutbox::seen)
                .toList());
    }

    @Override
    public Future<Boolean> release(String entryId, String operator) {
        Row row = rows.get(entryId);
        if (row == null || row.state != State.PARKED) {
            return Future.succeededFuture(false);
        }
        row.state = State.WAITING;
        row.nextAt = now();
        row.faults = 0;
        return Future.succeededFuture(true);
    }

    @Override
    public Future<Boolean> settle(String entryId, String operator, String result, Optional<Effect> effect) {
        Row row = rows.get(entryId);
        if (row == null || row.state != State.PARKED) {
            return Future.succeededFuture(false);
        }
        row.state = State.DONE;
        row.result = result;
        effect.ifPresent(effects::add);
        return Future.succeededFuture(true);
    }

    private static EntryRecord seen(Row row) {
        return new EntryRecord(
                row.id,
                row.what,
                row.sequence,
                row.state,
                row.attempt,
                row.faults,
                row.createdAt,
                row.nextAt,
                row.lastError,
                row.result);
    }

    private static <T> Future<T> down() {
        return Future.failedFuture(
                Failure.of(Failure.Reason.CONNECT, "store", "dark").asException());
    }
}
