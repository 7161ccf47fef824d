package dev.weft.simulation;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * One seed: some processes on one database, shoppers, stock and trouble for a while, then calm until everything is final. Stops at the first
 * thing that should not have happened.
 */
final class Simulation {
    private static final Duration TROUBLE = Duration.ofSeconds(22);
    private static final Duration MOST = Duration.ofMinutes(12);
    private static final Duration HOLDS_END = Duration.ofSeconds(12);
    private static final int MOST_STEPS = 400_000;

    private final long seed;
    private final Trace trace = new Trace();
    private final World world;
    private int steps;

    /** How a seed went. */
    record Result(long seed, Optional<String> broken, String hash, long lines, int lives, int orders, String tail) {
        String report() {
            return "seed " + seed + ": " + broken.orElse("all is well") + "\n" + tail + "\nreplay: mvn test"
                    + " -Dtest=SimulationTest -Dweft.simulation.first=" + seed + " -Dweft.simulation.seeds=1";
        }
    }

    private Simulation(long seed, Plant plant) throws SQLException {
        this.seed = seed;
        this.world = new World(seed, plant, trace);
    }

    static Result run(long seed, Plant plant) {
        try {
            Simulation simulation = new Simulation(seed, plant);
            try (World world = simulation.world) {
                simulation.play();
                String tail = trace(simulation, world);
                return new Result(
                        seed,
                        Optional.ofNullable(world.verdict().text()),
                        simulation.trace.hash(),
                        simulation.trace.lines(),
                        world.births(),
                        world.erp().orders().size(),
                        tail);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("seed " + seed, e);
        }
    }

    private static String trace(Simulation simulation, World world) {
        return world.verdict().text() == null ? "" : simulation.trace.tail();
    }

    private void play() throws SQLException {
        world.start();
        Shop shop = new Shop(world);
        int orders = 3 + world.split().nextInt(8);
        shop.open(orders, 12_000);
        until(TROUBLE);
        world.calm();
        Duration next = world.time().elapsed();
        Ending ending = new Ending(world, shop);
        do {
            next = next.plusSeconds(1);
            until(next);
        } while (well() && next.compareTo(MOST) < 0 && !ending.quiet());
        until(next.plus(HOLDS_END));
        world.tellAll();
        until(next.plus(HOLDS_END).plusSeconds(6));
        world.tellAll();
        until(next.plus(HOLDS_END).plusSeconds(8));
        if (well()) {
            ending.check();
        }
    }

    private boolean well() {
        return world.verdict().text() == null && steps < MOST_STEPS;
    }

    private void until(Duration limit) throws SQLException {
        while (well()) {
            try {
                if (!world.time().step(limit)) {
                    return;
                }
            } catch (Crash crash) {
                world.note("crash");
                world.buried();
            }
            if (++steps >= MOST_STEPS) {
                world.verdict().broken("no end after " + steps + " steps");
            }
        }
    }
}
