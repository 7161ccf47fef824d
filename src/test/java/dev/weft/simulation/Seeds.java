package dev.weft.simulation;

import dev.weft.store.MemoryDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** Many seeds, on every processor, each thread on a database of its own. */
final class Seeds {
    private final long end;
    private final Plant plant;
    private final Predicate<Simulation.Result> last;
    private final AtomicLong next;
    private final AtomicBoolean found = new AtomicBoolean();

    private Seeds(long first, long count, Plant plant, Predicate<Simulation.Result> last) {
        this.next = new AtomicLong(first);
        this.end = first + count;
        this.plant = plant;
        this.last = last;
    }

    /** All results, in the order of their seeds. */
    static List<Simulation.Result> all(long first, long count, Plant plant) {
        return new Seeds(first, count, plant, result -> false).play();
    }

    /** Plays on until {@code wanted} is true of a result, {@code count} at most. It is asked from several threads. */
    static List<Simulation.Result> until(long first, long count, Plant plant, Predicate<Simulation.Result> wanted) {
        return new Seeds(first, count, plant, wanted).play();
    }

    private List<Simulation.Result> play() {
        int threads = Runtime.getRuntime().availableProcessors();
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<List<Simulation.Result>>> shares = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                shares.add(executor.submit(this::share));
            }
            List<Simulation.Result> results = new ArrayList<>();
            for (Future<List<Simulation.Result>> share : shares) {
                results.addAll(share.get());
            }
            results.sort(Comparator.comparingLong(Simulation.Result::seed));
            return results;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            executor.shutdownNow();
        }
    }

    private List<Simulation.Result> share() throws SQLException {
        List<Simulation.Result> results = new ArrayList<>();
        try (MemoryDatabase database = new MemoryDatabase(plant::sql)) {
            long seed = next.getAndIncrement();
            while (seed < end && !found.get()) {
                Simulation.Result result = Simulation.run(seed, plant, database);
                results.add(result);
                if (last.test(result)) {
                    found.set(true);
                }
                seed = next.getAndIncrement();
            }
        }
        return results;
    }
}
