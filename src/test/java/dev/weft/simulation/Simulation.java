package dev.weft.simulation;

import dev.weft.store.MemoryDatabase;
import io.vertx.core.Future;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * One seed: some processes on one database, shoppers, stock and trouble for a while, then calm until everything is final. Stops at the first
 * thing that should not have happened.
 */
final class Simulation {
    private static final int COMING_MILLIS = 6_000;
    private static final Duration TROUBLE = Duration.ofSeconds(12);
    private static final Duration MOST = Duration.ofMinutes(12);
    private static final int MOST_STEPS = 400_000;

    /** Longer than a level takes to be fed. */
    private static final Duration SETTLES = Duration.ofMillis(500);

    private final World world;
    private final Trace trace;
    private int steps;

    /** How a seed went; its trace whole, or its last lines where something broke. */
    record Result(
            long seed, Optional<Verdict.Broken> broken, String hash, long lines, int lives, int orders, String trace) {
        String report() {
            return "seed " + seed + ": " + broken.map(Verdict.Broken::toString).orElse("all is well") + "\n" + trace
                    + "\nreplay: mvn test" + " -Dtest=SimulationTest -Dweft.simulation.first=" + seed
                    + " -Dweft.simulation.seeds=1";
        }
    }

    private Simulation(World world, Trace trace) {
        this.world = world;
        this.trace = trace;
    }

    /** Plays a seed on an empty {@code database}. */
    static Result run(long seed, Plant plant, MemoryDatabase database) {
        return run(seed, plant, database, false);
    }

    /** Plays a seed, and keeps the whole trace and what was in the database in the end. */
    static Result whole(long seed, Plant plant, MemoryDatabase database) {
        return run(seed, plant, database, true);
    }

    private static Result run(long seed, Plant plant, MemoryDatabase database, boolean whole) {
        try {
            database.empty();
            Trace trace = new Trace(whole);
            World world = new World(seed, plant, database, trace);
            new Simulation(world, trace).play();
            if (whole) {
                database.tables()
                        .forEach(table -> database.rows("SELECT * FROM " + table)
                                .forEach(row -> world.note(table, row.toString())));
            }
            Optional<Verdict.Broken> broken =
                    Optional.ofNullable(world.verdict().broken());
            return new Result(
                    seed,
                    broken,
                    trace.hash(),
                    trace.lines(),
                    world.births(),
                    world.erp().orders().size(),
                    whole || broken.isPresent() ? trace.text() : "");
        } catch (SQLException e) {
            throw new IllegalStateException("seed " + seed, e);
        }
    }

    private void play() throws SQLException {
        world.start();
        Shop shop = new Shop(world);
        int orders = 3 + world.split().nextInt(8);
        shop.open(orders, COMING_MILLIS);
        until(TROUBLE);
        world.calm();
        Duration next = world.time().elapsed();
        Ending ending = new Ending(world, shop);
        boolean fed = false;
        while (well() && !fed) {
            next = next.plusSeconds(1);
            until(next);
            if (next.compareTo(MOST) > 0 || ending.quiet()) {
                Future<Void> told = world.tellAll();
                until(next.plus(SETTLES));
                fed = told.succeeded() || next.compareTo(MOST) > 0;
            }
        }
        if (well()) {
            ending.check();
        }
    }

    private boolean well() {
        return world.verdict().broken() == null;
    }

    private void until(Duration limit) throws SQLException {
        while (well() && world.step(limit)) {
            if (++steps >= MOST_STEPS) {
                world.verdict().broken(Rule.EVERYTHING_ENDS, "not after " + steps + " steps");
            }
        }
    }
}
