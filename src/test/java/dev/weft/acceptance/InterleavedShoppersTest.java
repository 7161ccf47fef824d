package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.acceptance.Matrix.Row;
import dev.weft.acceptance.Matrix.Who;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Two shoppers use every route of the storefronts' port and of the face at once, over the same kept connections, side by side and one
 * behind the other: neither gets a byte of the other's. {@code -Dweft.interleave.rounds=100000} is the long run; a round is one request of
 * each.
 */
class InterleavedShoppersTest {
    private static final int ROUNDS = Integer.getInteger("weft.interleave.rounds", 2_000);
    private static final long SEED = Long.getLong("weft.interleave.seed", 42);
    private static final int WORKERS = 4;
    private static final int DEAR_IN = 200;

    @RegisterExtension
    static final RunningWeft WEFT = RunningWeft.with(RunningWeft.STANDARD, RunningWeft::operated);

    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final Set<Row> own = ConcurrentHashMap.newKeySet();
    private final Map<Row, LongAdder> asked = new ConcurrentHashMap<>();
    private final LongAdder bytes = new LongAdder();

    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void neitherGetsAByteOfTheOthers() throws Exception {
        List<String> shoppers = WEFT.sandbox().shoppersWithEverything();
        PlantedShopper ada = PlantedShopper.plant(WEFT, shoppers.get(5), "zzada");
        PlantedShopper ben = PlantedShopper.plant(WEFT, shoppers.get(6), "zzben");
        ada.unlike(ben);
        assertThat(ada.marks()).hasSizeGreaterThan(8);
        List<Row> rows = Matrix.rows().stream()
                .filter(row -> !row.on("admin") && row.answers(Who.OWNER))
                .toList();
        long begun = System.nanoTime();
        Duration worked = processorTime();
        walk(rows, ada, ben);
        System.out.printf(
                "two shoppers interleaved: %d rounds, %d routes, %d MB, %d s, %d s of processor, %d faults%n",
                ROUNDS,
                asked.size(),
                bytes.sum() >> 20,
                Duration.ofNanos(System.nanoTime() - begun).toSeconds(),
                processorTime().minus(worked).toSeconds(),
                faults.size());
        assertThat(faults).isEmpty();
        assertThat(asked.keySet()).containsAll(rows);
        assertThat(own)
                .as("routes whose answers held the shopper's own marks: the search finds what is there")
                .containsAll(rows.stream()
                        .filter(row -> row.method().equals("GET") && !row.answers(Who.GUEST))
                        .filter(row -> !row.target().contains("shipping-methods"))
                        .toList());
    }

    /** Of this process: client, gateway and all systems behind it. */
    private static Duration processorTime() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private void walk(List<Row> rows, PlantedShopper ada, PlantedShopper ben) throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
        try {
            AtomicInteger next = new AtomicInteger();
            List<Future<?>> ends = new ArrayList<>();
            for (int worker = 0; worker < WORKERS; worker++) {
                Random chance = new Random(SEED + worker);
                ends.add(workers.submit(() -> {
                    try (Pair pair = new Pair(WEFT.port())) {
                        for (int round = next.getAndIncrement(); round < ROUNDS; round = next.getAndIncrement()) {
                            round(pair, chosen(rows, round, chance), chosen(rows, round, chance), ada, ben, chance);
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        } finally {
            workers.shutdownNow();
        }
    }

    private record Pair(KeptConnection one, KeptConnection two) implements AutoCloseable {
        Pair(int port) {
            this(new KeptConnection(port), new KeptConnection(port));
        }

        @Override
        public void close() {
            one.close();
            two.close();
        }
    }

    /** Each row once in turn, then at random; what makes or takes things is dear, and rare. */
    private static Row chosen(List<Row> rows, int round, Random chance) {
        if (round < rows.size()) {
            return rows.get(round);
        }
        Row row = rows.get(chance.nextInt(rows.size()));
        while (row.consumes() && chance.nextInt(DEAR_IN) > 0) {
            row = rows.get(chance.nextInt(rows.size()));
        }
        return row;
    }

    private void round(Pair pair, Row first, Row second, PlantedShopper ada, PlantedShopper ben, Random chance) {
        Asked one = new Asked(first, ada, ben);
        Asked two = new Asked(chance.nextBoolean() ? first : second, ben, ada);
        boolean turned = chance.nextBoolean();
        KeptConnection left = turned ? pair.two() : pair.one();
        KeptConnection right = turned ? pair.one() : pair.two();
        if (one.row().shared() && two.row().shared() && chance.nextInt(4) == 0) {
            right = left; // one behind the other
        }
        one.begin(left);
        two.begin(right);
        judge(one, left.finish());
        judge(two, right.finish());
    }

    private void judge(Asked asking, Answer answer) {
        Row row = asking.row();
        asked.computeIfAbsent(row, none -> new LongAdder()).increment();
        bytes.add(answer.body().length());
        String foreign = asking.other().foundIn(answer, true);
        if (!foreign.isEmpty()) {
            faults.add(row + " gave away '" + foreign + "'\n" + answer);
        }
        if (!row.grants(Who.OWNER, answer.status())) {
            faults.add(row + "\n" + answer);
        }
        if (!asking.who().foundIn(answer, true).isEmpty()) {
            own.add(row);
        }
    }

    /** A row, one of the two who asks, and whose things must not come. */
    private record Asked(Row row, PlantedShopper who, PlantedShopper other) {
        void begin(KeptConnection connection) {
            String body = who.body(row.body(), who.name());
            connection.begin(
                    row.method(),
                    who.filled(row.target()),
                    PlantedShopper.fields(who.token()),
                    body.getBytes(StandardCharsets.UTF_8));
        }
    }
}
