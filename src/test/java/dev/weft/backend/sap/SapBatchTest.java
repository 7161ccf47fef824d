package dev.weft.backend.sap;

import static dev.weft.backend.sap.SapWire.results;
import static dev.weft.backend.sap.SapWire.stock;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weft.backend.CannedBackend;
import dev.weft.backend.CannedBackend.Canned;
import dev.weft.backend.CannedBackend.Seen;
import dev.weft.backend.client.BackendClient;
import dev.weft.kernel.Aged;
import dev.weft.kernel.Failed;
import dev.weft.kernel.Failure;
import dev.weft.kernel.Market;
import dev.weft.kernel.Quantity;
import dev.weft.kernel.Sku;
import dev.weft.product.StockLevel;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Reads too long for a URL, and availability to promise: both go by {@code $batch}, which wants a token and its cookies. */
final class SapBatchTest {
    private static final Market EU = new Market("WeftEU", "de-DE", Currency.getInstance("EUR"));
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-06-15T12:00:00.5Z"), ZoneOffset.UTC);
    private static final Pattern ASKED = Pattern.compile("%27(\\d{18})%27");
    private static final Pattern GET = Pattern.compile("GET (\\S+) HTTP/1.1\r\n");

    @RegisterExtension
    final CannedBackend backend = new CannedBackend();

    private final AtomicInteger tokens = new AtomicInteger();

    @Test
    void putsALongReadIntoOneBatch() {
        backend.answers(request -> gated(request, part -> http(200, results(rows(part)))));
        Map<Sku, Aged<StockLevel>> found = fetch(port(Optional.empty(), 1_000), skus(60));
        assertThat(found).hasSize(60);
        assertThat(found.values()).allMatch(level -> level.value().total().equals(Quantity.of(4)));
        assertThat(backend.seen()).extracting(Seen::method).containsExactly("HEAD", "POST");
        Seen batch = backend.seen().get(1);
        assertThat(batch.target()).isEqualTo("/sap/opu/odata/sap/API_MATERIAL_STOCK_SRV/$batch");
        Matcher parts = GET.matcher(batch.body());
        while (parts.find()) {
            assertThat(parts.group(1).length()).isLessThan(1_000);
        }
    }

    @Test
    void keepsTokenAndCookiesForTheNextCall() {
        backend.answers(request -> gated(request, part -> http(200, results(rows(part)))));
        SapStock port = port(Optional.empty(), 1_000);
        fetch(port, skus(40));
        fetch(port, skus(40));
        assertThat(backend.seen()).extracting(Seen::method).containsExactly("HEAD", "POST", "POST");
        assertThat(backend.seen().get(2).header("cookie")).isEqualTo("session=1; node=a");
    }

    @Test
    void fetchesOneTokenForAllWhoWait() {
        backend.answers(request -> gated(request, part -> http(200, results(rows(part)))));
        SapStock port = port(Optional.empty(), 1_000);
        List<Future<?>> all = new ArrayList<>();
        backend.await(() -> {
            for (int i = 0; i < 8; i++) {
                all.add(port.fetch(skus(40), EU, CannedBackend.context()));
            }
            return Future.all(all);
        });
        assertThat(backend.seen())
                .filteredOn(request -> request.method().equals("HEAD"))
                .hasSize(1);
    }

    @Test
    void fetchesAnotherTokenOnceWhenTheOldOneIsRefused() {
        backend.answers(request -> gated(request, part -> http(200, results(rows(part)))));
        SapStock port = port(Optional.empty(), 1_000);
        fetch(port, skus(40));
        tokens.incrementAndGet();
        assertThat(fetch(port, skus(40))).hasSize(40);
        assertThat(backend.seen()).extracting(Seen::method).containsExactly("HEAD", "POST", "POST", "HEAD", "POST");
    }

    @Test
    void givesUpWhenEveryTokenIsRefused() {
        backend.answers(request -> request.method().equals("HEAD")
                ? Canned.status(200, "").with("x-csrf-token", "t")
                : Canned.status(403, "").with("x-csrf-token", "Required"));
        assertThat(failure(port(Optional.empty(), 1_000), skus(40)).reason()).isEqualTo(Failure.Reason.REFUSED);
        assertThat(backend.seen()).extracting(Seen::method).containsExactly("HEAD", "POST", "HEAD", "POST");
    }

    @Test
    void failsWhenOnePartFails() {
        AtomicInteger part = new AtomicInteger();
        backend.answers(request -> gated(
                request, target -> part.incrementAndGet() == 2 ? http(500, "{}") : http(200, results(rows(target)))));
        assertThat(failure(port(Optional.empty(), 1_000), skus(60)).reason()).isEqualTo(Failure.Reason.SERVER_ERROR);
    }

    @Test
    void takesNoBatchWithPartsMissing() {
        backend.answers(request -> request.method().equals("HEAD")
                ? Canned.status(200, "").with("x-csrf-token", "t")
                : multipart(List.of(http(200, results()))));
        assertThat(failure(port(Optional.empty(), 1_000), skus(60)).reason()).isEqualTo(Failure.Reason.BAD_ANSWER);
    }

    @Test
    void asksForAvailabilityToPromisePerPlant() {
        backend.answers(request -> gated(
                request,
                part -> http(
                        200,
                        "{\"d\":{\"DetermineAvailabilityAt\":{\"__metadata\":{\"type\":\"T\"},\"AvailableQuantityInBaseUnit\":\""
                                + (part.contains("1011") ? "3.000" : "12.500") + "\",\"BaseUnit\":\"PC\"}}}")));
        Map<Sku, Aged<StockLevel>> found = fetch(port(Optional.of("A"), 3_500), skus(1));
        assertThat(found.values())
                .singleElement()
                .extracting(
                        aged -> aged.value().locations(),
                        as(InstanceOfAssertFactories.list(StockLevel.AtLocation.class)))
                .extracting(at -> at.location() + "=" + at.available().amount())
                .containsExactly("hamburg=12.5", "lyon=3");
        assertThat(backend.seen().get(1).body())
                .contains(
                        "GET DetermineAvailabilityAt?SupplyingPlant=%271010%27&Material=%27000000000010000000%27"
                                + "&ATPCheckingRule=%27A%27&RequestedUTCDateTime=datetimeoffset%272026-06-15T12:00:00Z%27 HTTP/1.1");
    }

    @Test
    void leavesOutMaterialsAvailabilityDoesNotKnow() {
        backend.answers(request -> gated(
                request,
                part -> part.contains("10000001")
                        ? http(400, "{\"error\":{\"code\":\"ATP/001\"}}")
                        : http(200, "{\"d\":{\"results\":[{\"AvailableQuantityInBaseUnit\":\"2\"}]}}")));
        assertThat(fetch(port(Optional.of("A"), 3_500), skus(2))).containsOnlyKeys(Sku.of("10000000"));
    }

    @Test
    void failsWhenAvailabilityRefusesEverything() {
        backend.answers(request -> gated(request, part -> http(400, "{\"error\":{\"code\":\"ATP/002\"}}")));
        Failure failure = failure(port(Optional.of("Z"), 3_500), skus(2));
        assertThat(failure.reason()).isEqualTo(Failure.Reason.REFUSED);
        assertThat(failure.detail()).contains("ATP/002");
    }

    private SapStock port(Optional<String> atpRule, int maxUrlLength) {
        BackendClient client = backend.client();
        return new SapStock(client, SapWire.settings(atpRule, maxUrlLength), () -> 0, NOON);
    }

    private Map<Sku, Aged<StockLevel>> fetch(SapStock port, Set<Sku> skus) {
        return backend.await(() -> port.fetch(skus, EU, CannedBackend.context()));
    }

    private Failure failure(SapStock port, Set<Sku> skus) {
        return catchThrowableOfType(Failed.class, () -> fetch(port, skus)).failure();
    }

    private static Set<Sku> skus(int count) {
        Set<Sku> skus = new LinkedHashSet<>();
        for (int i = 0; i < count; i++) {
            skus.add(Sku.of(Integer.toString(10_000_000 + i)));
        }
        return skus;
    }

    /** One row of four for each material a part asks about. */
    private static List<String> rows(String part) {
        List<String> rows = new ArrayList<>();
        Matcher asked = ASKED.matcher(part);
        while (asked.find()) {
            rows.add(stock(asked.group(1), "1010", "01", "", "4.000"));
        }
        return rows;
    }

    private interface Part {
        String answer(String target);
    }

    /** The handshake: a token and two cookies, all three demanded by the batch. */
    private Canned gated(Seen request, Part part) {
        String token = "token-" + tokens.get();
        if (request.method().equals("HEAD")) {
            assertThat(request.header("x-csrf-token")).isEqualTo("fetch");
            return Canned.status(200, "")
                    .with("x-csrf-token", token)
                    .with("set-cookie", "session=1; path=/; HttpOnly")
                    .with("set-cookie", "node=a; path=/");
        }
        if (!request.header("x-csrf-token").equals(token)
                || !request.header("cookie").equals("session=1; node=a")) {
            return Canned.status(403, "CSRF token validation failed").with("x-csrf-token", "Required");
        }
        List<String> answers = new ArrayList<>();
        Matcher parts = GET.matcher(request.body());
        while (parts.find()) {
            answers.add(part.answer(parts.group(1)));
        }
        return multipart(answers);
    }

    private static String http(int status, String body) {
        return "HTTP/1.1 " + status + " Whatever\r\nContent-Type: application/json\r\n\r\n" + body;
    }

    private static Canned multipart(List<String> parts) {
        StringBuilder body = new StringBuilder();
        for (String part : parts) {
            body.append("--sap_x1\r\nContent-Type: application/http\r\ncontent-transfer-encoding: binary\r\n\r\n")
                    .append(part)
                    .append("\r\n");
        }
        return Canned.status(202, body.append("--sap_x1--\r\n").toString())
                .with("content-type", "multipart/mixed; boundary=sap_x1");
    }
}
