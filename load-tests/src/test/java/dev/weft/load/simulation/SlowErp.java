package dev.weft.load.simulation;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.rampUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import java.time.Duration;

/**
 * The ERP begins to answer after three seconds while shoppers, who give us half a second, are about: each of 10,000 pages comes in time,
 * with its content. The pages asked for while it is slow are others than those before, so that no cache helps.
 */
public final class SlowErp extends Simulation {
    private static final String SLOW = "product, ERP slow";

    private final Demo demo = new Demo(400);

    private final ScenarioBuilder before =
            scenario("before").feed(demo.shopping(Demo.Shelf.FRONT)).exec(Calls.product("product, ERP well"));

    private final ScenarioBuilder slowing = scenario("the ERP becomes slow").exec(session -> {
        demo.slowErp(Duration.ofSeconds(3));
        return session;
    });

    private final ScenarioBuilder pages = scenario("pages with a slow ERP")
            .feed(demo.shopping(Demo.Shelf.BACK))
            .exec(Calls.product(SLOW).header("x-request-deadline-ms", "500"));

    public SlowErp() {
        setUp(before.injectOpen(rampUsersPerSec(5).to(150).during(Duration.ofSeconds(15)))
                        .andThen(slowing.injectOpen(atOnceUsers(1))
                                .andThen(pages.injectOpen(
                                        constantUsersPerSec(250).during(Duration.ofSeconds(40))))))
                .protocols(Demo.protocol())
                .assertions(
                        global().failedRequests().count().is(0L),
                        details(SLOW).responseTime().percentile(99.0).lte(550));
    }

    @Override
    public void after() {
        demo.heal();
    }
}
