package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pushes over real sockets: what a good one does, and that no other does anything. */
class HooksTest {
    private static final String SECRET = "no-secret-at-all-everybody-knows-it";
    private static final String NEXT_SECRET = "the-secret-that-comes-after-that-one";
    private static final String OTHER_SECRET = "what-the-commerce-system-signs-with";

    @RegisterExtension
    static final RunningWeft WEFT = RunningWeft.with(RunningWeft.STANDARD, HooksTest::pushing);

    private static String pushing(String text) {
        String rotating = RunningWeft.edited(
                RunningWeft.operated(text),
                "secrets: [" + SECRET + "]",
                "secrets: [" + NEXT_SECRET + ", " + SECRET + "]");
        String commerceToo = RunningWeft.edited(
                rotating,
                "    batch: { window: 2ms, size: 24 }\n",
                "    batch: { window: 2ms, size: 24 }\n    hooks: { secrets: [" + OTHER_SECRET + "] }\n");
        return sharing(commerceToo);
    }

    /** The other site is served from the same places, and keeps two units of everything at each. */
    private static String sharing(String text) {
        String keeping = RunningWeft.edited(
                text, "WeftUK: { currency: GBP,", "WeftUK: { currency: GBP, orders: { safetyStock: 2 },");
        return RunningWeft.edited(
                keeping,
                "{ \"1020\": leeds, \"1021\": bristol }",
                "{ \"1020\": leeds, \"1021\": bristol, \"1010\": hamburg, \"1011\": lyon }");
    }

    private static Storefront port() {
        return WEFT.anyone();
    }

    private static String levels(String sku, long onHand) {
        return "{\"asOf\":\"" + Instant.now() + "\",\"levels\":[{\"sku\":\"" + sku
                + "\",\"location\":\"1010\",\"onHand\":" + onHand + "},{\"sku\":\"" + sku
                + "\",\"location\":\"lyon\",\"onHand\":" + onHand + "}]}";
    }

    private static Answer hold(Storefront shopper, String sku, int quantity) {
        return shopper.post(
                "/v1/reservations",
                "{\"actionRequestId\":\"" + UUID.randomUUID() + "\",\"records\":[{\"sku\":\"" + sku + "\",\"quantity\":"
                        + quantity + "}]}");
    }

    private static void taken(Answer answer, int count) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.at("/taken").asInt()).isEqualTo(count);
    }

    /** What is held afterwards is promised from the pushed level, which is far above and then far below what the sandbox has. */
    @Test
    void aPushedLevelIsWhatIsPromisedFromThen() {
        Storefront shopper = WEFT.guest();
        String sku = new OrderKit(WEFT).stocked(shopper);
        assertThat(hold(shopper, sku, 1).status())
                .as("makes sure of positions first")
                .isEqualTo(201);

        taken(Push.of("/hooks/sap/stock", SECRET, levels(sku, 100_000)).to(port()), 2);
        for (int i = 0; i < 12; i++) {
            assertThat(hold(shopper, sku, 999).status()).isEqualTo(201);
        }
        taken(Push.of("/hooks/sap/stock", NEXT_SECRET, levels(sku, 0)).to(port()), 2);
        Answer short0 = hold(shopper, sku, 1);
        assertThat(short0.status()).as(short0.toString()).isEqualTo(409);
        assertThat(short0.at("/code").asText()).isEqualTo("sold_out");
    }

    /** Five units at each of two places, and two at each are nobody's to sell, whichever site's rule says so. */
    @Test
    void whatAPushSaysNothingOfIsStillKeptBack() {
        Storefront shopper = WEFT.guest();
        String sku = new OrderKit(WEFT).stocked(shopper);
        assertThat(hold(shopper, sku, 1).status()).isEqualTo(201);
        taken(Push.of("/hooks/sap/stock", SECRET, levels(sku, 5)).to(port()), 2);
        assertThat(hold(shopper, sku, 5).status()).isEqualTo(201);
        Answer kept = hold(shopper, sku, 1);
        assertThat(kept.status()).as(kept.toString()).isEqualTo(409);
        assertThat(kept.at("/code").asText()).isEqualTo("sold_out");
    }

    @Test
    void anOlderLevelThanTheOneKnownIsIgnored() {
        Storefront shopper = WEFT.guest();
        String sku = new OrderKit(WEFT).stocked(shopper);
        assertThat(hold(shopper, sku, 1).status()).isEqualTo(201);
        String old = levels(sku, 0).replaceFirst("\"asOf\":\"[^\"]+\"", "\"asOf\":\"2026-01-01T00:00:00Z\"");
        taken(Push.of("/hooks/sap/stock", SECRET, old).to(port()), 2);
        assertThat(hold(shopper, sku, 1).status()).isEqualTo(201);
    }

    /** Were it taken at its word, the number read after it would be the older one, and orders until then would be taken to be in it. */
    @Test
    void aLevelDatedALittleAheadOfOurClockCountsAsNow() {
        Storefront shopper = WEFT.guest();
        String sku = new OrderKit(WEFT).stocked(shopper);
        assertThat(hold(shopper, sku, 1).status()).isEqualTo(201);
        String ahead = levels(sku, 100_000)
                .replaceFirst(
                        "\"asOf\":\"[^\"]+\"", "\"asOf\":\"" + Instant.now().plusSeconds(4) + '"');
        taken(Push.of("/hooks/sap/stock", SECRET, ahead).to(port()), 2);
        assertThat(hold(shopper, sku, 999).status()).isEqualTo(201);
        taken(Push.of("/hooks/sap/stock", SECRET, levels(sku, 0)).to(port()), 2);
        assertThat(hold(shopper, sku, 1).status()).isEqualTo(409);
    }

    @Test
    void cachedPricesAreReadAgainAfterAPushAndContentIsNot() {
        Storefront shopper = WEFT.guest();
        String sku = WEFT.sandbox().sku();
        String other = WEFT.sandbox().sku();
        reads(shopper, sku, other);
        int before = prices();
        int content = content();
        reads(shopper, sku, other);
        assertThat(prices()).as("all of it is cached").isEqualTo(before);

        taken(
                Push.of("/hooks/sap/prices", SECRET, "{\"prices\":[{\"sku\":\"" + sku + "\"}]}")
                        .to(port()),
                1);
        shopper.get("/v1/products/" + other + "?include=content,price");
        assertThat(prices()).as("the other product's price is still there").isEqualTo(before);
        shopper.get("/v1/products/" + sku + "?include=content,price");
        assertThat(prices()).as("one price was read again").isEqualTo(before + 1);

        taken(Push.of("/hooks/sap/prices", SECRET, "{\"all\":true}").to(port()), 1);
        reads(shopper, sku, other);
        assertThat(prices()).as("both prices were read again").isEqualTo(before + 3);
        assertThat(content()).as("content was not").isEqualTo(content);
    }

    /** The stock part is fresh for 5 s, so the read after the push would be answered from the cache. */
    @Test
    void cachedStockIsReadAgainAfterAPush() {
        Storefront shopper = WEFT.guest();
        String sku = WEFT.sandbox().sku();
        shopper.get("/v1/products/" + sku + "?include=stock");
        shopper.get("/v1/products/" + sku + "?include=stock");
        int before = stock();
        taken(Push.of("/hooks/sap/stock", SECRET, levels(sku, 5)).to(port()), 2);
        shopper.get("/v1/products/" + sku + "?include=stock");
        assertThat(stock()).isEqualTo(before + 1);
    }

    private static void reads(Storefront shopper, String... skus) {
        for (String sku : skus) {
            Answer answer = shopper.get("/v1/products/" + sku + "?include=content,price");
            assertThat(answer.complete()).as(answer.toString()).isTrue();
        }
    }

    /** Of the ERP's calls these alone: orders that other tests have placed are sent to it, and asked about, meanwhile. */
    private static int prices() {
        return WEFT.sandbox().calls("sap", "prices");
    }

    private static int stock() {
        return WEFT.sandbox().calls("sap", "stock");
    }

    private static int content() {
        return WEFT.sandbox().calls("scapi");
    }

    @Test
    void anOrderMovesOnAndOnlyForward() {
        Storefront shopper = WEFT.shopper();
        OrderKit kit = new OrderKit(WEFT);
        String id = kit.placed(shopper, 1).at("/id").asText();

        taken(Push.of("/hooks/sap/orders", SECRET, told(id, "shipped")).to(port()), 1);
        assertThat(shopper.get("/v1/orders/" + id).at("/status").asText()).isEqualTo("shipped");
        taken(Push.of("/hooks/sap/orders", SECRET, told(id, "picking")).to(port()), 1);
        assertThat(shopper.get("/v1/orders/" + id).at("/status").asText()).isEqualTo("shipped");
    }

    @Test
    void aSystemTellsNothingOfOrdersThatAreNotIts() {
        Storefront shopper = WEFT.shopper();
        String id = new OrderKit(WEFT).placed(shopper, 1).at("/id").asText();
        Answer foreign = Push.of("/hooks/scapi/orders", OTHER_SECRET, told(id, "cancelled"))
                .to(port());
        taken(foreign, 0);
        assertThat(foreign.at("/unknown/0").asText()).isEqualTo(id);
        Answer none = Push.of("/hooks/sap/orders", SECRET, told("WO-THERE-IS-NONE", "shipped"))
                .to(port());
        assertThat(none.at("/unknown/0").asText()).isEqualTo("WO-THERE-IS-NONE");
        assertThat(shopper.get("/v1/orders/" + id).at("/status").asText()).isNotEqualTo("cancelled");
    }

    private static String told(String id, String status) {
        return "{\"orders\":[{\"id\":\"" + id + "\",\"status\":\"" + status + "\"}]}";
    }

    /** Whatever is wrong with a seal, the answer is the same to the byte, but for the ids of this very request. */
    @Test
    void everyBadSealIsRefusedInTheSameWords() {
        long now = System.currentTimeMillis() / 1000;
        Push good = Push.of("/hooks/sap/prices", SECRET, "{\"all\":true}");
        List<Answer> refused = new ArrayList<>();
        refused.add(good.withBody("{\"all\":true }").to(port()));
        refused.add(good.withId("another").to(port()));
        refused.add(good.withId("").to(port()));
        refused.add(good.withTimestamp(now + 7).to(port()));
        refused.add(Push.of("/hooks/sap/prices", OTHER_SECRET, "{\"all\":true}").to(port()));
        refused.add(Push.at("/hooks/sap/prices", SECRET, "{\"all\":true}", now - 330)
                .to(port()));
        refused.add(Push.at("/hooks/sap/prices", SECRET, "{\"all\":true}", now + 330)
                .to(port()));
        refused.add(good.withPath("/hooks/scapi/prices").to(port()));
        refused.add(port().post("/hooks/sap/prices", "{\"all\":true}"));
        refused.add(good.to(port().with("webhook-id", "twice")));
        Set<String> bodies = new HashSet<>();
        for (Answer answer : refused) {
            assertThat(answer.status()).as(answer.toString()).isEqualTo(401);
            bodies.add(answer.body().replaceAll("\"traceId\":\"[0-9a-f]+\"", ""));
        }
        assertThat(bodies).hasSize(1);
        taken(good.to(port()), 1);
    }

    @Test
    void aReplayIsRefused() {
        Push push = Push.of("/hooks/sap/prices", SECRET, "{\"all\":true}");
        taken(push.to(port()), 1);
        for (Push again : List.of(push, push.withPath("/hooks/sap/stock"))) {
            Answer answer = again.to(port());
            assertThat(answer.status()).as(answer.toString()).isEqualTo(409);
            assertThat(answer.at("/code").asText()).isEqualTo("already_taken");
        }
    }

    @Test
    void whoMayNotPushFindsNothingThere() {
        Push push = Push.of("/hooks/crm/orders", SECRET, told("WO-THERE-IS-NONE", "shipped"));
        assertThat(push.to(port()).status()).isEqualTo(404);
        assertThat(push.withPath("/hooks/sap/customers").to(port()).status()).isEqualTo(404);
        assertThat(push.withPath("/hooks/nobody/stock").to(port()).status()).isEqualTo(404);
    }

    @Test
    void aBodyThatIsNoGoodDoesNothingAndCanBeMended() {
        for (String body : List.of(
                "",
                "[]",
                "{\"all\":true,\"all\":false}",
                "{\"all\":true}{}",
                "{\"all\":\"yes\"}",
                "{\"surprise\":1,\"all\":true}",
                "{\"prices\":[]}",
                "not json")) {
            Push push = Push.of("/hooks/sap/prices", SECRET, body);
            assertThat(push.to(port()).status()).as(body).isEqualTo(400);
            assertThat(push.to(port()).status()).as("no replay: " + body).isEqualTo(400);
        }
        String ahead = levels("10000001", 1)
                .replaceFirst(
                        "\"asOf\":\"[^\"]+\"", "\"asOf\":\"" + Instant.now().plusSeconds(60) + '"');
        for (String body : List.of(
                ahead,
                levels("10000001", 1).replace("lyon", "atlantis"),
                "{\"levels\":[{\"sku\":\"10000001\",\"location\":\"lyon\",\"onHand\":1}]}",
                levels("10000001", 1).replace(":1}", ":1.5}"))) {
            Answer answer = Push.of("/hooks/sap/stock", SECRET, body).to(port());
            assertThat(answer.status()).as(body).isEqualTo(400);
            assertThat(answer.at("/errors/0/pointer").asText())
                    .as(answer.toString())
                    .startsWith("/");
        }
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedBeforeItComes() throws IOException {
        String head = "POST /hooks/sap/prices HTTP/1.1\r\nHost: 127.0.0.1:" + WEFT.port()
                + "\r\nContent-Type: application/json\r\nContent-Length: 1048590\r\n\r\n";
        try (Socket socket = new Socket("127.0.0.1", WEFT.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            byte[] status = socket.getInputStream().readNBytes(12);
            assertThat(new String(status, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 413");
        }
    }

    /** The commands of docs/hooks.md, as they stand there. */
    @Test
    void whatTheDocumentationShowsWorks() throws IOException, InterruptedException {
        assumeTrue(there("curl", "--version") && there("openssl", "version"), "skipped: needs curl and openssl");
        String page = Files.readString(Path.of("docs/hooks.md"));
        int begin = page.indexOf("```sh\n") + 6;
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", page.substring(begin, page.indexOf("```", begin)));
        shell.environment().put("WEFT", "http://127.0.0.1:" + WEFT.port());
        shell.environment().put("SECRET", SECRET);
        assertThat(said(shell)).isEqualTo("{\"taken\":1}");
        shell.environment().put("SECRET", "not the secret, by any means");
        assertThat(said(shell)).contains("bad_signature");
    }

    private static boolean there(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectErrorStream(true)
                    .start()
                    .waitFor(10, TimeUnit.SECONDS);
        } catch (IOException notThere) {
            return false;
        }
    }

    private static String said(ProcessBuilder shell) throws IOException, InterruptedException {
        Process process = shell.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return said;
    }
}
