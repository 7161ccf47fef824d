package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.acceptance.Matrix.Row;
import dev.weft.acceptance.Matrix.Who;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Nobody can put an answer where the next one finds it: whatever field a request carries while a cache is filled, the next request gets
 * what it would have got. And no path dressed up as a file has a shopper's own screen stored.
 *
 * <p>Fields are sent by the dozen, and one by one where a dozen is refused. {@code -Dweft.poison.values=true} sends six values instead of two,
 * {@code -Dweft.poison.single=true} these six and each field alone.
 */
class CachePoisoningTest {
    private static final boolean SINGLE = Boolean.getBoolean("weft.poison.single");
    private static final int DOZEN = 40;
    private static final int WORKERS = 3;
    private static final String MARK = "zzpoison";
    private static final List<String> VALUES = SINGLE || Boolean.getBoolean("weft.poison.values")
            ? List.of(MARK + ".example.org", "https://" + MARK + ".example.org/x?y=1", MARK, "/v1/" + MARK, "HEAD", "1")
            : List.of(MARK + ".example.org", "1");

    /** What differs from answer to answer, and says nothing of what is answered. */
    private static final Set<String> OWN_OF_EACH = Set.of(
            "date",
            "age",
            "x-request-id",
            "ratelimit",
            "cache-status",
            "connection",
            "correlation-id",
            "correlationid",
            "traceparent",
            "cache-control",
            "content-length",
            "transfer-encoding",
            "sfdc_load");

    @RegisterExtension
    @Order(1)
    static final Tap TAP = new Tap();

    @RegisterExtension
    @Order(2)
    static final RunningWeft WEFT = RunningWeft.with(
            RunningWeft.STANDARD,
            text -> RunningWeft.operated(RunningWeft.edited(
                    text, "url: http://127.0.0.1:9100/scapi", "url: http://127.0.0.1:" + TAP.port() + "/scapi")));

    private static PlantedShopper owner;

    private final Queue<String> poisoned = new ConcurrentLinkedQueue<>();
    private final LongAdder requests = new LongAdder();
    private final LongAdder reflected = new LongAdder();

    @BeforeAll
    static void plant() {
        owner = PlantedShopper.plant(
                WEFT, WEFT.sandbox().shoppersWithEverything().get(7), "zzcora");
    }

    /** Has commerce believe whatever a request says of itself: the answer changes with every odd field that reaches it. */
    @BeforeEach
    void reflect() {
        TAP.answer(
                "/scapi/",
                request -> request.body()
                        .onSuccess(body -> TAP.send(
                                        WEFT.sandbox().port(), request.method(), request.uri(), request.headers(), body)
                                .onSuccess(seen -> {
                                    String odd = request.headers().entries().stream()
                                            .filter(field -> VALUES.contains(field.getValue()))
                                            .map(Object::toString)
                                            .collect(Collectors.joining(";"));
                                    request.response().setStatusCode(seen.status());
                                    request.response().headers().addAll(seen.fields());
                                    if (!odd.isEmpty()) {
                                        reflected.increment();
                                        request.response().putHeader("x-reflected", odd);
                                    }
                                    request.response().end(seen.body());
                                })
                                .onFailure(broken ->
                                        request.response().setStatusCode(502).end())));
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void noFieldChangesWhatTheNextRequestGets() throws Exception {
        List<String> names = names();
        List<Row> routes = Matrix.rows().stream()
                .filter(row -> !row.on("admin") && row.shared())
                .toList();
        assertThat(routes).hasSizeGreaterThan(10);
        long begun = System.nanoTime();
        AtomicInteger next = new AtomicInteger();
        int step = SINGLE ? 1 : DOZEN;
        ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (int worker = 0; worker < WORKERS; worker++) {
                ends.add(workers.submit(() -> {
                    try (Attacker attacker = new Attacker(routes)) {
                        for (int at = next.getAndAdd(step); at < names.size(); at = next.getAndAdd(step)) {
                            for (String value : VALUES) {
                                attacker.attack(names.subList(at, Math.min(names.size(), at + step)), value);
                            }
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
        System.out.printf(
                "cache poisoning: %d names x %d values x %d routes, %d requests, %d s, %d poisoned%n",
                names.size(),
                VALUES.size(),
                routes.size(),
                requests.sum(),
                Duration.ofNanos(System.nanoTime() - begun).toSeconds(),
                poisoned.size());
        assertThat(poisoned).isEmpty();
        assertThat(reflected.sum())
                .as("odd fields that reached commerce, which believed them")
                .isPositive();
    }

    /** Fills every cache with what a request with odd fields brings, and asks again without them. Has SKUs, and so entries, of its own. */
    private final class Attacker implements AutoCloseable {
        private final KeptConnection connection = new KeptConnection(WEFT.port());
        private final List<String> clean = PlantedShopper.fields(WEFT.sandbox().guest());
        private final List<String> odd = PlantedShopper.fields(WEFT.sandbox().guest());
        private final String sku = WEFT.sandbox().sku();
        private final Map<String, String> baseline = new TreeMap<>();
        private final List<String> targets = new ArrayList<>();
        private int turn;

        Attacker(List<Row> routes) {
            for (Row row : routes) {
                String target = owner.filled(row.target().replace("{sku}", sku));
                boolean varied = row.on("face") && target.contains("?");
                targets.add(varied ? target + "&c_turn=" : target);
            }
            WEFT.invalidate(false, "sku:" + sku);
            for (String target : targets) {
                Answer whole = Awaitility.await(target)
                        .atMost(Duration.ofSeconds(60))
                        .until(
                                () -> get(target, clean),
                                it -> it.status() == 200
                                        && !it.header("weft-complete").equals("?0"));
                baseline.put(target, what(whole));
            }
        }

        /** Attacks, and where it seems to have worked does it again: what a busy machine spoils is not spoilt thrice. */
        void attack(List<String> names, String value) {
            List<String> fields = new ArrayList<>(odd);
            names.forEach(name -> fields.add(name + ": " + value));
            if (names.size() > 1 && !attack(targets.get(0), fields).answered()) { // nor would any other route take them
                halve(names, value);
                return;
            }
            boolean refused = false;
            for (String target : targets) {
                Tried tried = attack(target, fields);
                for (int again = 0; again < 2 && !tried.harm().isEmpty(); again++) {
                    tried = attack(target, fields);
                }
                if (!tried.harm().isEmpty()) {
                    poisoned.add(names + ": " + value + "\n" + target + "\n" + tried.harm());
                }
                refused |= !tried.answered();
            }
            if (refused && names.size() > 1) {
                halve(names, value);
            }
        }

        private void halve(List<String> names, String value) {
            attack(names.subList(0, names.size() / 2), value);
            attack(names.subList(names.size() / 2, names.size()), value);
        }

        private Tried attack(String target, List<String> fields) {
            WEFT.invalidate(false, "sku:" + sku);
            turn++;
            Answer primed = get(target, fields);
            Answer after = get(target, clean);
            String wanted = baseline.getOrDefault(target, "");
            String harm = primed.status() >= 500
                    ? "broke it: " + primed
                    : what(after).equals(wanted) ? "" : what(after) + "\ninstead of\n" + wanted;
            return new Tried(primed.status() == 200 || primed.status() == 304, harm);
        }

        private Answer get(String target, List<String> fields) {
            requests.increment();
            try {
                boolean whole = fields.contains("content-length: 1"); // or it would wait for the rest of the request
                return connection.send(
                        "GET",
                        target.endsWith("c_turn=") ? target + sku + turn : target,
                        fields,
                        whole ? new byte[] {'x'} : new byte[0]);
            } catch (UncheckedIOException hungUp) {
                throw new AssertionError("no answer to GET " + target + " with " + fields, hungUp);
            }
        }

        @Override
        public void close() {
            connection.close();
        }
    }

    /**
     * An attack on one route.
     *
     * @param answered false where the odd request was refused
     * @param harm what it did; empty for nothing
     */
    private record Tried(boolean answered, String harm) {}

    /** What was answered, without what each answer has of its own. */
    private static String what(Answer answer) {
        Map<String, List<String>> fields = new TreeMap<>(answer.headers());
        fields.keySet().removeAll(OWN_OF_EACH);
        return answer.status() + " " + fields + "\n" + answer.body().replaceAll("\"ageMs\":\\d+", "");
    }

    @Test
    void aPathDressedUpAsAFileStoresNothingOfAShoppers() {
        List<String> dresses = List.of(
                ".css",
                "/x.css",
                "/..%2fx.css",
                "%2fx.css",
                "%2Fx.js",
                ";x.css",
                ";.js",
                "%3bx.css",
                "%00.css",
                "%0a.css",
                "%23x.css",
                "%3fx.css",
                "%5cx.css",
                "/%2e%2e/x.css",
                "/../docs/x.css",
                "//x.css",
                "/.css",
                "?x.css",
                "&x=.css",
                "%e2%80%a4css");
        List<Row> personal = Matrix.rows().stream()
                .filter(row -> !row.on("admin") && row.method().equals("GET") && !row.shared())
                .filter(row -> row.answers(Who.OWNER))
                .toList();
        int stored = 0;
        int shown = 0;
        try (KeptConnection connection = new KeptConnection(WEFT.port())) {
            for (Row row : personal) {
                String[] parts = owner.filled(row.target()).split("\\?", 2);
                String query = parts.length > 1 ? "?" + parts[1] : "";
                for (String dress : dresses) {
                    String target =
                            "?&".indexOf(dress.charAt(0)) >= 0 ? parts[0] + query + dress : parts[0] + dress + query;
                    Answer mine = connection.send("GET", target, PlantedShopper.fields(owner.token()), new byte[0]);
                    boolean personalBytes = !owner.foundIn(mine, false).isEmpty();
                    shown += personalBytes ? 1 : 0;
                    if (personalBytes && row.on("own")) {
                        assertThat(mine.header("cache-control")).as(target).containsAnyOf("no-store", "private");
                    }
                    for (String token : List.of("", WEFT.sandbox().guest())) {
                        Answer theirs = connection.send("GET", target, PlantedShopper.fields(token), new byte[0]);
                        assertThat(theirs.status()).as(target).isLessThan(500);
                        assertThat(owner.foundIn(theirs, false))
                                .as(target + "\n" + theirs)
                                .isEmpty();
                        stored += theirs.headers().containsKey("age") && theirs.status() == 200 ? 1 : 0;
                    }
                }
            }
        }
        assertThat(stored).isZero();
        System.out.printf(
                "cache deception: %d personal routes x %d dresses, %d shown to the owner, 0 to others%n",
                personal.size(), dresses.size(), shown);
    }

    private static List<String> names() throws IOException {
        Path shared = Path.of(System.getProperty("weft.shared", "absent"), "vectors/web-attack-lists");
        Path list = shared.resolve("unkeyed-header-names.txt");
        Assumptions.assumeTrue(Files.exists(list), () -> "skipped: no " + list + " (-Dweft.shared says where)");
        List<String> names = Files.readAllLines(list).stream()
                .filter(name -> !name.isBlank())
                .toList();
        assertThat(names).hasSizeGreaterThan(1_000);
        return names;
    }
}
