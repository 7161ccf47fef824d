package dev.weft.sandbox;

import dev.weft.sandbox.books.Books;
import dev.weft.sandbox.books.JournalBook;
import dev.weft.sandbox.data.World;
import dev.weft.sandbox.fault.FaultFlag;
import dev.weft.sandbox.fault.Faults;
import dev.weft.sandbox.fault.Plight;
import dev.weft.sandbox.issuer.TokenDesk;
import dev.weft.sandbox.marketing.Inbox;
import dev.weft.sandbox.marketing.MarketingCloud;
import dev.weft.sandbox.rest.InHouseErp;
import dev.weft.sandbox.salesforce.Crm;
import dev.weft.sandbox.salesforce.LoyaltyLedger;
import dev.weft.sandbox.sap.SapSystem;
import dev.weft.sandbox.scapi.Commerce;
import dev.weft.sandbox.scapi.CommerceAdmin;
import dev.weft.sandbox.wire.BackOffice;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The running sandbox: every simulated system on one port.
 *
 * <p>{@link #start} fails if the port is taken or a fault flag is not understood. With port 0 the first server takes a free
 * one and the others share it. Everything answers from memory on event loops; nothing is kept after {@link #close}.
 */
public final class Sandbox {

    /** The past's numbers start with 1. */
    private static final long SAP_NUMBERS = 2_000_000_000L;

    private static final long IN_HOUSE_NUMBERS = 3_000_000_000L;

    private final Vertx vertx;
    private final String deployment;
    private final int port;

    private Sandbox(Vertx vertx, String deployment, int port) {
        this.vertx = vertx;
        this.deployment = deployment;
        this.port = port;
    }

    public static Future<Sandbox> start(Vertx vertx, SandboxSettings settings) {
        return start(vertx, settings, Clock.systemUTC());
    }

    /** As {@link #start(Vertx, SandboxSettings)}, with a clock of one's own for token lifetimes. */
    public static Future<Sandbox> start(Vertx vertx, SandboxSettings settings, InstantSource clock) {
        try {
            return listen(vertx, settings, front(vertx, settings, clock));
        } catch (IllegalArgumentException e) {
            return Future.failedFuture(e);
        }
    }

    /** The port all systems are reached at. */
    public int port() {
        return port;
    }

    public Future<Void> close() {
        return vertx.undeploy(deployment);
    }

    private static Front front(Vertx vertx, SandboxSettings settings, InstantSource clock) {
        World world = World.create(settings.seed(), settings.products(), settings.shoppers());
        Faults faults = new Faults(world.chance());
        RequestCounts counts = new RequestCounts();
        Commerce commerce = new Commerce(world, clock);
        Arrivals arrivals = new Arrivals();
        Function<String, Plight> batchParts = operation -> {
            counts.count("sap", "batch." + operation);
            return faults.nextOfPart("sap", operation);
        };
        Books sap = Books.of(world, clock, () -> faults.habits("sap"), SAP_NUMBERS);
        Books inHouse = Books.of(world, clock, () -> faults.habits("erp-rest"), IN_HOUSE_NUMBERS);
        JournalBook journals = new JournalBook(clock, () -> faults.habits("loyalty"));
        Inbox inbox = new Inbox();
        TokenDesk desk = new TokenDesk(clock);
        Map<String, BackOffice> systems = new TreeMap<>();
        for (BackOffice system : List.of(
                commerce,
                new CommerceAdmin(world, commerce, clock),
                new SapSystem(world, sap, clock, batchParts),
                new InHouseErp(world, inHouse, clock),
                desk,
                new Crm(world, clock),
                new LoyaltyLedger(world, journals, clock),
                new MarketingCloud(inbox, clock))) {
            systems.put(system.name(), system);
        }
        BooksControl books =
                new BooksControl(world, clock, Map.of("sap", sap, "erp-rest", inHouse), journals, inbox, arrivals);
        ControlPlane control = new ControlPlane(world, systems, commerce, desk, faults, counts, books);
        for (String text : settings.faults()) {
            FaultFlag flag = FaultFlag.parse(text);
            control.setFault(flag.system(), flag.fault());
        }
        return new Front(vertx, systems, control, faults, counts, arrivals);
    }

    /** One deployment, so that with a negative port all instances share the one that was free. */
    private static Future<Sandbox> listen(Vertx vertx, SandboxSettings settings, Front front) {
        int port = settings.port() == 0 ? -1 : settings.port();
        AtomicInteger bound = new AtomicInteger();
        Supplier<Deployable> instance = () -> context -> vertx.createHttpServer(options())
                .requestHandler(front::handle)
                .listen(port, settings.host())
                .onSuccess(server -> bound.set(server.actualPort()));
        return vertx.deployVerticle(instance, new DeploymentOptions().setInstances(settings.instances()))
                .map(deployment -> new Sandbox(vertx, deployment, bound.get()));
    }

    private static HttpServerOptions options() {
        return new HttpServerOptions()
                .setMaxInitialLineLength(32 * 1024)
                .setMaxHeaderSize(32 * 1024)
                .setTcpNoDelay(true)
                .setReuseAddress(true);
    }
}
