package dev.weft.simulation;

import dev.weft.inventory.Level;
import dev.weft.kernel.Market;
import dev.weft.kernel.Sku;
import dev.weft.store.MemoryDatabase;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** Everything outside the processes: time, the other systems, the database under all of them, stock coming in, and who is alive. */
final class World {
    static final String SITE = "WeftEU";
    static final List<String> LOCATIONS = List.of("NORTH", "SOUTH");
    static final List<Sku> SKUS = List.of(Sku.of("A1"), Sku.of("B2"), Sku.of("C3"));
    static final Market MARKET = new Market(SITE, "de-DE", Currency.getInstance("EUR"));

    private final SimTime time;
    private final Trace trace;
    private final Verdict verdict = new Verdict();
    private final SplittableRandom random;
    private final SplittableRandom ids;
    private final Plant plant;
    private final MemoryDatabase database;
    private final Checks checks;
    private final SimErp erp;
    private final SimLedger ledger;
    private final long safety;
    private final List<Optional<SimProcess>> places = new ArrayList<>();
    private final Map<String, Long> epochs = new HashMap<>();
    private SimProcess.Faults faults;
    private boolean calm;
    private int births;

    World(long seed, Plant plant, MemoryDatabase database, Trace trace) {
        this.random = new SplittableRandom(seed);
        this.trace = trace;
        this.plant = plant;
        this.time = new SimTime(random.nextLong(), trace);
        this.ids = random.split();
        this.database = database;
        this.checks = new Checks(database, time, verdict);
        double trouble = random.nextInt(4) == 0 ? 0 : random.nextDouble();
        this.erp = new SimErp(time, wire("erp", trouble), random.split(), verdict);
        this.ledger = new SimLedger(time, wire("loyalty", trouble / 2), random.split(), verdict);
        this.safety = random.nextInt(3) == 0 ? random.nextInt(3) : 0;
        this.faults = new SimProcess.Faults(often(0.0015), often(0.003), often(0.02), often(0.012), often(0.6));
        int processes = 1 + random.nextInt(3);
        for (int i = 0; i < processes; i++) {
            places.add(Optional.empty());
        }
    }

    private Wire wire(String name, double trouble) {
        return new Wire(name, time, random.split(), verdict, trouble);
    }

    private double often(double most) {
        return random.nextInt(3) == 0 ? 0 : most * random.nextDouble();
    }

    void start() {
        for (Sku sku : SKUS) {
            LOCATIONS.forEach(place -> erp.deliver(sku, place, random.nextInt(7)));
        }
        for (int i = 0; i < places.size(); i++) {
            bear(i);
        }
        push();
        darkness();
        operator();
    }

    private void bear(int place) {
        SimTime.Life life = time.born("p" + place + "." + ++births);
        SimProcess born = new SimProcess(this, life, random.split());
        places.set(place, Optional.of(born));
        born.start();
    }

    /** The next thing happens, were it somebody's end. False where nothing is due until {@code limit}. */
    boolean step(Duration limit) throws SQLException {
        try {
            return time.step(limit);
        } catch (Crash crash) {
            note("crash");
            buried();
            return true;
        }
    }

    /** The others go on while {@code waiting} stands in the middle of a transaction that has locked nothing yet. */
    void overtake(SimTime.Life waiting) throws SQLException {
        Duration gap = Duration.ofMillis(1 + random.nextInt(30));
        Duration limit = time.elapsed().plus(gap);
        note("overtaken: " + waiting.name());
        waiting.stand(gap.plusNanos(1));
        boolean more = true;
        while (more && verdict.broken() == null) {
            more = step(limit);
        }
    }

    /** Several processes, one database: one may come between another's read and its write. */
    boolean shared() {
        return places.stream().filter(Optional::isPresent).count() > 1;
    }

    /** Somebody died: the database forgets what was not committed, and another life begins later. */
    void buried() throws SQLException {
        database.forget();
        for (int i = 0; i < places.size(); i++) {
            int place = i;
            if (places.get(i).filter(process -> !process.alive()).isPresent()) {
                places.set(i, Optional.empty());
                time.world().schedule("birth", Duration.ofMillis(50 + random.nextInt(4_000)), () -> {
                    if (!calm || place == 0) {
                        bear(place);
                    }
                });
            }
        }
    }

    /** Absolute levels, each true at its cut-off, arrive later and in any order. */
    private void push() {
        time.world().schedule("levels", Duration.ofMillis(500 + random.nextInt(4_000)), () -> {
            Sku sku = SKUS.get(random.nextInt(SKUS.size()));
            String location = LOCATIONS.get(random.nextInt(LOCATIONS.size()));
            if (random.nextInt(3) == 0 && !calm) {
                erp.deliver(sku, location, 1 + random.nextInt(4));
            }
            List<Level> levels = List.of(erp.level(sku, location, safety, time.instant()));
            time.world()
                    .schedule(
                            "levels arrive",
                            Duration.ofMillis(random.nextInt(3_000)),
                            () -> anyone().ifPresent(process ->
                                    process.database().stock().feed(levels)));
            push();
        });
    }

    private void darkness() {
        time.world().schedule("darkness", Duration.ofMillis(2_000 + random.nextInt(12_000)), () -> {
            Wire wire = random.nextInt(4) == 0 ? ledger.wire() : erp.wire();
            wire.dark(!calm);
            time.world().schedule("light", Duration.ofMillis(random.nextInt(8_000)), () -> wire.dark(false));
            darkness();
        });
    }

    /** Releases what was set aside. */
    private void operator() {
        time.world().schedule("operator", Duration.ofSeconds(3), () -> {
            List<List<String>> parked = checks.rows("SELECT id FROM outbox WHERE state = 'PARKED' ORDER BY id");
            anyone().ifPresent(process ->
                    parked.forEach(row -> process.database().outbox().release(row.get(0), "operator")));
            operator();
        });
    }

    Future<Map<Sku, Map<String, Long>>> readStock(SimTime.Life life, Set<Sku> skus) {
        Promise<Map<Sku, Map<String, Long>>> answer = Promise.promise();
        Map<Sku, Map<String, Long>> read = new HashMap<>();
        boolean fails = erp.wire().dark();
        time.world().schedule("stock read", erp.wire().delay(1, 60), () -> {
            for (Sku sku : new TreeSet<>(skus)) {
                Map<String, Long> levels = new HashMap<>();
                LOCATIONS.forEach(place -> levels.put(place, erp.onHand(sku, place)));
                read.put(sku, levels);
            }
        });
        life.schedule("stock told", erp.wire().delay(60, 120), () -> {
            if (fails) {
                answer.tryFail(SimProcess.dark());
            } else {
                answer.tryComplete(read);
            }
        });
        return answer.future();
    }

    /** No more trouble: one process is left, and time runs on. */
    void calm() {
        calm = true;
        faults = SimProcess.Faults.NONE;
        erp.wire().trouble(0);
        erp.wire().dark(false);
        ledger.wire().trouble(0);
        ledger.wire().dark(false);
        for (int i = 1; i < places.size(); i++) {
            places.get(i).ifPresent(SimProcess::stop);
        }
    }

    /** The ERP tells all its stock, as of now. Completes once somebody has fed it. */
    Future<Void> tellAll() {
        List<Level> levels = new ArrayList<>();
        SKUS.forEach(sku -> LOCATIONS.forEach(place -> levels.add(erp.level(sku, place, safety, time.instant()))));
        return anyone().map(process -> process.database().stock().feed(levels))
                .orElseGet(() -> Future.failedFuture("nobody is there"));
    }

    Optional<SimProcess> anyone() {
        return places.get(calm ? 0 : random.nextInt(places.size())).filter(SimProcess::alive);
    }

    /** 20 characters, never the same. */
    String id() {
        StringBuilder id = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            id.append((char) ('A' + ids.nextInt(26)));
        }
        return id.toString();
    }

    void note(String what) {
        note("world", what);
    }

    void note(String who, String what) {
        trace.note(time.nanos(), who, what);
    }

    SimTime time() {
        return time;
    }

    Verdict verdict() {
        return verdict;
    }

    SplittableRandom split() {
        return random.split();
    }

    Plant plant() {
        return plant;
    }

    MemoryDatabase database() {
        return database;
    }

    Checks checks() {
        return checks;
    }

    /** Under which epoch each entry was last leased, by whomever. */
    Map<String, Long> epochs() {
        return epochs;
    }

    SimErp erp() {
        return erp;
    }

    SimLedger ledger() {
        return ledger;
    }

    long safety() {
        return safety;
    }

    SimProcess.Faults faults() {
        return faults;
    }

    int births() {
        return births;
    }
}
