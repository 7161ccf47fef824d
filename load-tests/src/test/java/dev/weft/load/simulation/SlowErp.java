package dev.weft.load.simulation;

import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import java.time.Duration;

/**
 * The ERP answers after three seconds and shoppers give us half a second: each of 10,000 pages comes in time, with its content, whatever
 * the ERP does.
 */
public final class SlowErp extends Simulation {
    private final Demo demo = new Demo(400);

    private final ScenarioBuilder pages = scenario("pages with a slow ERP")
            .feed(demo.shopping())
            .exec(Calls.product().header("x-request-deadline-ms", "500"));

    public SlowErp() {
        setUp(pages.injectOpen(constantUsersPerSec(250).during(Duration.ofSeconds(40))))
                .protocols(Demo.protocol())
                .assertions(
                        global().failedRequests().count().is(0L),
                        global().responseTime().percentile(99.0).lte(550));
    }

    @Override
    public void before() {
        demo.slowErp(Duration.ofSeconds(3));
    }

    @Override
    public void after() {
        demo.heal();
    }
}
