package dev.weft;

import dev.weft.backend.client.BackendClient;
import dev.weft.backend.client.BackendClients;
import dev.weft.backend.client.BackendSettings;
import dev.weft.backend.client.ClientListener;
import dev.weft.backend.client.ClientTls;
import dev.weft.http.wire.GuardedTransport;
import dev.weft.http.wire.WireLimits;
import dev.weft.kernel.Aged;
import dev.weft.kernel.Deadline;
import dev.weft.kernel.Lookup;
import dev.weft.kernel.Market;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Shopper;
import dev.weft.kernel.Sku;
import dev.weft.kernel.Ticker;
import dev.weft.kernel.TraceContext;
import dev.weft.resilience.ResilienceListener;
import dev.weft.resilience.ResilienceSettings;
import dev.weft.settings.Backend;
import dev.weft.settings.GatewaySettings;
import dev.weft.settings.Site;
import dev.weft.tls.TlsRefused;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.unit.Async;
import io.vertx.ext.unit.TestCompletion;
import io.vertx.ext.unit.TestContext;
import io.vertx.ext.unit.TestOptions;
import io.vertx.ext.unit.TestSuite;
import io.vertx.ext.unit.report.ReportOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Proves each link to the systems behind with one real call through the very adapters the gateway uses, as a Vert.x Unit suite, so that an
 * operator can run it anywhere after a vendor's patch. One test per backend and operation, on the screen and as JUnit XML; what no screen
 * needs is in {@link OtherLinks}. It only reads, and connects to nothing that the gateway would not.
 */
final class LinkCheck {
    private static final Duration BUDGET = Duration.ofSeconds(10);
    private static final String UNKNOWN_SKU = "00000000";
    private static final String UNKNOWN_CUSTOMER = "wsh00000000";

    private final GatewaySettings settings;
    private final Optional<String> sku;
    private final Optional<String> customer;
    private final Optional<String> token;
    private final String tokenSite;

    LinkCheck(
            GatewaySettings settings,
            Optional<String> sku,
            Optional<String> customer,
            Optional<String> token,
            Optional<String> tokenSite) {
        this.settings = settings;
        this.sku = sku;
        this.customer = customer;
        this.token = token;
        this.tokenSite = tokenSite.orElse(
                settings.sites().keySet().stream().sorted().findFirst().orElse(""));
    }

    /** One call to be made; answers what it found, in a few words. */
    record Link(String name, Supplier<Future<String>> call) {}

    /**
     * Makes every call, one after the other, and prints how each went as it ends; true when all of them worked. Blocks the calling thread,
     * at most some seconds a link.
     */
    boolean run(Path reports, PrintWriter out) throws IOException {
        Files.createDirectories(reports);
        Vertx vertx = Vertx.builder()
                .withTransport(GuardedTransport.over(GuardedTransport.fastest(), WireLimits.DEFAULT, Ticker.system()))
                .build();
        try {
            List<Link> links = links(clients(vertx), vertx);
            TestSuite suite = TestSuite.create("weft-links");
            links.forEach(link -> suite.test(link.name(), test -> prove(link, test, out)));
            TestCompletion completion = suite.run(
                    vertx,
                    new TestOptions()
                            .setTimeout(BUDGET.plusSeconds(2).toMillis())
                            .addReporter(new ReportOptions()
                                    .setTo("file:" + reports.toAbsolutePath())
                                    .setFormat("junit")));
            completion.await(BUDGET.multipliedBy(links.size()).plusSeconds(5).toMillis());
            boolean good = completion.isSucceeded();
            out.println((good ? "all " + links.size() + " links that were asked work" : "not all links work")
                    + (token.isPresent() ? "" : "; baskets were not asked (--token)")
                    + "; JUnit report in " + reports);
            out.flush();
            return good;
        } finally {
            vertx.close();
        }
    }

    private static void prove(Link link, TestContext test, PrintWriter out) {
        Async done = test.async();
        long begun = System.nanoTime();
        link.call().get().onComplete(outcome -> {
            long millis = (System.nanoTime() - begun) / 1_000_000;
            String verdict = outcome.succeeded() ? "ok    " : "FAILED";
            String note =
                    outcome.succeeded() ? outcome.result() : outcome.cause().getMessage();
            out.printf("%s  %-28s %5d ms  %s%n", verdict, link.name(), millis, note);
            out.flush();
            if (outcome.succeeded()) {
                done.complete();
            } else {
                test.fail(outcome.cause());
            }
        });
    }

    private static BackendClients clients(Vertx vertx) {
        return new BackendClients(
                vertx,
                Ticker.system(),
                new LoopTimers(vertx, Ticker.system()),
                ResilienceListener.NONE,
                ClientListener.NONE,
                (backend, bulkhead) -> {});
    }

    private List<Link> links(BackendClients clients, Vertx vertx) {
        Vendors vendors = new Vendors(Ticker.system(), Clock.systemUTC());
        List<Link> links = new ArrayList<>();
        Map<String, BackendClient> opened = new HashMap<>();
        Map<String, Ports> ports = new HashMap<>();
        settings.backends().forEach((name, backend) -> {
            BackendClient client = clients.open(patient(backend.client()), tls(backend));
            opened.put(name, client);
            ports.put(name, vendors.ports(backend.vendor(), client));
        });
        links.addAll(OtherLinks.issuers(settings, new Issuers(clients, Ticker.system())));
        new TreeMap<>(settings.sites()).forEach((id, site) -> links.addAll(linksOf(id, site, ports)));
        links.addAll(OtherLinks.commerce(settings, vendors, opened));
        links.addAll(OtherLinks.journeys(settings, opened));
        settings.store().ifPresent(store -> links.add(OtherLinks.store(store, vertx)));
        return links;
    }

    private static ClientTls tls(Backend backend) {
        try {
            return backend.tls().isPresent() ? ClientTls.fixed(backend.tls().get()) : ClientTls.platform();
        } catch (TlsRefused e) {
            throw new IllegalStateException("backend " + backend.name() + ": " + e.getMessage(), e);
        }
    }

    /** With time enough for a cold start: this asks whether a link works, not how fast. */
    private static BackendSettings patient(BackendSettings it) {
        ResilienceSettings rules = it.resilience();
        return new BackendSettings(
                it.name(),
                it.url(),
                it.auth(),
                it.connectTimeout(),
                it.connections(),
                it.maxResponseBytes(),
                new ResilienceSettings(
                        BUDGET,
                        rules.limit(),
                        rules.waitQueue(),
                        rules.retry(),
                        rules.breaker(),
                        rules.throttle(),
                        rules.batch()));
    }

    private List<Link> linksOf(String id, Site site, Map<String, Ports> ports) {
        Market market = new Market(id, site.edge().locale(), site.edge().currency());
        Set<Sku> skus = Set.of(Sku.of(sku.orElse(UNKNOWN_SKU)));
        Set<Shopper> shoppers = Set.of(new Shopper(customer.orElse(UNKNOWN_CUSTOMER), token.orElse("")));
        Set<String> programme = settings.backends().values().stream()
                .flatMap(backend -> backend.vendor() instanceof Backend.Loyalty loyalty
                        ? java.util.stream.Stream.of(loyalty.settings().program())
                        : java.util.stream.Stream.empty())
                .collect(java.util.stream.Collectors.toSet());
        List<Link> links = new ArrayList<>();
        Ports commerce = ports.getOrDefault(site.commerce(), Ports.NONE);
        Ports erp = ports.getOrDefault(site.erp(), Ports.NONE);
        commerce.catalog().ifPresent(port -> links.add(link(site.commerce(), "content", port, skus, market)));
        erp.prices().ifPresent(port -> links.add(link(site.erp(), "price", port, skus, market)));
        erp.stock().ifPresent(port -> links.add(link(site.erp(), "stock", port, skus, market)));
        erp.orders().ifPresent(port -> links.add(link(site.erp(), "orders", port, shoppers, market)));
        if (token.isPresent() && id.equals(tokenSite)) { // a shopper's token is good for one site
            commerce.baskets().ifPresent(port -> links.add(link(site.commerce(), "basket", port, shoppers, market)));
        }
        site.crm()
                .map(ports::get)
                .flatMap(Ports::profiles)
                .ifPresent(port -> links.add(link(site.crm().orElseThrow(), "profile", port, shoppers, market)));
        site.loyalty()
                .map(ports::get)
                .flatMap(Ports::loyalty)
                .ifPresent(port -> links.add(link(site.loyalty().orElseThrow(), "loyalty", port, shoppers, market)));
        site.loyalty()
                .map(ports::get)
                .flatMap(Ports::earning)
                .ifPresent(port -> links.add(link(site.loyalty().orElseThrow(), "points", port, programme, market)));
        return links;
    }

    private static <K, V> Link link(String backend, String operation, Lookup<K, V> port, Set<K> keys, Market market) {
        return new Link(
                backend + "." + operation + "." + market.site(),
                () -> port.fetch(keys, market, context())
                        .map((Map<K, Aged<V>> found) -> found.isEmpty() ? "answers; key not known there" : "answers"));
    }

    /** What one call of the check is for, and how long it may take. */
    static RequestContext context() {
        return new RequestContext("link-check", TraceContext.create(true), Deadline.after(BUDGET, Ticker.system()));
    }
}
