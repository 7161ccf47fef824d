package dev.weft.store;

import static dev.weft.store.Kit.await;
import static dev.weft.store.Samples.IN_ORDER;
import static dev.weft.store.Samples.MUG;
import static dev.weft.store.Samples.NOON;
import static dev.weft.store.Samples.PRICE;
import static dev.weft.store.Samples.level;
import static dev.weft.store.Samples.order;
import static dev.weft.store.Samples.wanted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.inventory.Availability;
import dev.weft.inventory.Reservations;
import dev.weft.kernel.Deadline;
import dev.weft.kernel.Market;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Ticker;
import dev.weft.kernel.TraceContext;
import dev.weft.order.AcceptedOrder;
import dev.weft.order.Buyer;
import dev.weft.order.Claim;
import dev.weft.order.CommerceNews;
import dev.weft.order.CommerceOrders;
import dev.weft.order.Draft;
import dev.weft.order.ExportSweep;
import dev.weft.order.InjectOrder;
import dev.weft.order.Order;
import dev.weft.order.OrderId;
import dev.weft.order.OrderRecord;
import dev.weft.order.OrderSink;
import dev.weft.order.OrderStore.Placement;
import dev.weft.order.PointsEarned;
import dev.weft.order.PricePolicy;
import dev.weft.order.Routing;
import dev.weft.order.SiteRules;
import dev.weft.order.TenderOrder;
import dev.weft.outbox.Entry;
import io.vertx.core.Future;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Commerce may number each site's orders by themselves: then the same number is two orders. */
class TwoSitesOneNumberTest {
    private static final String NUMBER = "00000901";
    private static final Map<String, Market> MARKETS = Map.of("Alps", market("Alps"), "Bay", market("Bay"));

    private static final OrderSink NOBODY = (OrderSink) Proxy.newProxyInstance(
            OrderSink.class.getClassLoader(), new Class<?>[] {OrderSink.class}, (erp, method, arguments) -> {
                throw new AssertionError("asked for " + method.getName());
            });

    @TempDir
    private Path folder;

    private final ExecutorService loop = Executors.newSingleThreadExecutor();
    private Database database;
    private InjectOrder inject;

    private static Market market(String site) {
        return new Market(site, "en-GB", Currency.getInstance("EUR"));
    }

    private void open(Kit.Kind kind) {
        database = Kit.open(kind.settings(folder));
        await(database.stock().feed(List.of(level(MUG, 50, NOON))));
        Availability stock = new Availability(
                database.stock(),
                (skus, market, context) -> Future.succeededFuture(Map.of(MUG, Map.of(Samples.PLANT, 50L))),
                Duration.ofHours(1),
                place -> 0,
                Ticker.system());
        SiteRules rules = new SiteRules(
                (skus, market, context) -> Future.succeededFuture(Map.of()),
                PricePolicy.EXACT,
                stock,
                address -> IN_ORDER,
                new SiteRules.Points(PointsEarned.NONE, Optional.empty()),
                new Routing("sap", Optional.empty(), Optional.empty()),
                TenderOrder.AS_PAID);
        inject = new InjectOrder(
                database.orders(),
                new Reservations(database.stock(), Map.of()),
                Map.of("Alps", rules, "Bay", rules),
                Map.of(),
                Duration.ofMinutes(10),
                Clock.systemUTC());
    }

    @AfterEach
    void close() {
        loop.shutdownNow();
        database.close();
    }

    private static AcceptedOrder accepted(String site, String number) {
        Order like = order("UNUSED-1", new Buyer("", site, "ann", true), Order.Origin.NONE, wanted(1, MUG, 1));
        return new AcceptedOrder(
                number,
                site,
                "ann",
                true,
                true,
                new Draft(like.basket(), like.payment(), Samples.person(), Order.Origin.NONE, PRICE));
    }

    private Future<Boolean> inject(String site, String number) {
        return inject.inject(accepted(site, number), market(site), context());
    }

    private static RequestContext context() {
        return new RequestContext(
                "test", TraceContext.create(false), Deadline.after(Duration.ofSeconds(20), Ticker.system()));
    }

    /** One round over both sites, each of which has an order of that number ready. */
    private void sweep() throws InterruptedException {
        BlockingQueue<Runnable> rounds = new LinkedBlockingQueue<>();
        CommerceOrders ready = (site, offset, context) -> Future.succeededFuture(new CommerceOrders.Page(
                List.of(new CommerceOrders.Ready(NUMBER, Optional.of(accepted(site, NUMBER)))), 1, 1));
        ExportSweep sweep =
                new ExportSweep(MARKETS, ready, inject, Duration.ofSeconds(1), loop, Ticker.system(), (wait, round) -> {
                    rounds.add(round);
                    return () -> {};
                });
        sweep.start();
        Runnable round = rounds.poll(20, TimeUnit.SECONDS);
        loop.execute(round);
        assertThat(rounds.poll(20, TimeUnit.SECONDS)).as("the round's end").isNotNull();
        sweep.stop();
    }

    /** What goes to the ERP: the reference of each order, and its site. */
    private List<String> sent() {
        List<Entry> claimed = await(database.outbox().claim("sap", List.of("Alps", "Bay"), 100, Duration.ofMinutes(1)));
        List<String> references = new ArrayList<>();
        for (Entry entry : claimed) {
            references.add(entry.what().site() + " " + entry.what().aggregateId());
            await(database.outbox().done(entry, "4711", Optional.empty()));
        }
        return references;
    }

    private Optional<OrderRecord> told(String site, String number) {
        CommerceNews news = new CommerceNews(site, database.orders(), NOBODY, Ticker.system());
        return Optional.ofNullable(await(news.known(Set.of(number))).get(number))
                .map(told -> told.value().record());
    }

    @ParameterizedTest
    @EnumSource
    void bothOrdersReachTheErpOnceUnderReferencesOfTheirOwn(Kit.Kind kind) throws InterruptedException {
        open(kind);
        assertThat(await(inject("Alps", NUMBER))).isTrue();
        assertThat(await(inject("Bay", NUMBER))).isTrue();
        List<String> sent = sent();
        assertThat(sent).hasSize(2).contains("Alps " + NUMBER).anyMatch(it -> it.startsWith("Bay CO-"));

        sweep();
        sweep();
        assertThat(sent()).as("after the sweep").isEmpty();
        assertThat(await(inject("Bay", NUMBER))).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void theSweepTakesInBoth(Kit.Kind kind) throws InterruptedException {
        open(kind);
        sweep();
        assertThat(sent()).hasSize(2).doesNotHaveDuplicates();
        sweep();
        assertThat(sent()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void bothAtOnceAreTwo(Kit.Kind kind) {
        open(kind);
        List<Future<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            all.add(inject("Alps", NUMBER));
            all.add(inject("Bay", NUMBER));
        }
        assertThat(all.stream().map(Kit::await).filter(fresh -> fresh)).hasSize(2);
        assertThat(sent()).hasSize(2).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void eachSiteIsToldOfItsOwnOrder(Kit.Kind kind) {
        open(kind);
        await(inject("Alps", NUMBER));
        assertThat(told("Bay", NUMBER)).as("before it has one").isEmpty();
        await(inject("Bay", NUMBER));
        for (String site : MARKETS.keySet()) {
            assertThat(told(site, NUMBER))
                    .hasValueSatisfying(
                            it -> assertThat(it.order().buyer().site()).isEqualTo(site));
        }
    }

    @ParameterizedTest
    @EnumSource
    void anOrderWrittenBeforeSitesWereToldApartIsFoundAndNotInjectedAgain(Kit.Kind kind) throws InterruptedException {
        open(kind);
        for (String number : List.of(NUMBER, "odd/number")) {
            assertThat(await(inject("Alps", number))).isTrue();
        }
        String odd = told("Alps", "odd/number").orElseThrow().order().id().value();
        asBefore(NUMBER, NUMBER);
        asBefore("odd/number", odd);
        sent();

        assertThat(await(inject("Alps", NUMBER))).isFalse();
        assertThat(await(inject("Alps", "odd/number"))).isFalse();
        assertThat(told("Alps", NUMBER)).isPresent();
        assertThat(await(inject("Bay", NUMBER)))
                .as("the site that was left out")
                .isTrue();
        assertThat(sent()).hasSize(1).allMatch(it -> it.startsWith("Bay CO-"));
        sweep();
        assertThat(sent()).isEmpty();
    }

    /** Puts the claim in the place that older versions put it: the number's alone. */
    private void asBefore(String number, String id) {
        Integer changed = await(database.writer()
                .submit(tx -> tx.update(
                        "UPDATE claims SET scope = ? WHERE scope LIKE ?", "commerce-order:" + id, "%:Alps" + number)));
        assertThat(changed).isOne();
    }

    @ParameterizedTest
    @EnumSource
    void oneOfOurOwnWithThatIdIsNoneOfCommerces(Kit.Kind kind) {
        open(kind);
        Order own = order(NUMBER, new Buyer("", "Alps", "bob", true), Order.Origin.NONE, wanted(1, MUG, 1));
        await(database.orders()
                .place(new Placement(
                        new Claim("own", "print"),
                        own,
                        Samples.person(),
                        IN_ORDER,
                        List.of(Samples.entry("sap", "order.create", NUMBER, "Alps")),
                        Samples::answer)));
        assertThat(await(inject("Alps", NUMBER))).isTrue();
        assertThat(told("Alps", NUMBER))
                .hasValueSatisfying(it -> assertThat(it.order().id()).isNotEqualTo(new OrderId(NUMBER)));
        assertThat(sent()).hasSize(2);
    }
}
