package dev.weft.load.simulation;

import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.rampUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import java.time.Duration;

/**
 * Product pages in an open model: arrivals do not wait for answers, so a gateway that falls behind shows it in its times. Nothing may
 * fail on the way up nor at the top.
 */
public final class ProductStress extends Simulation {
    private final Demo demo = new Demo(1_000);

    private final ScenarioBuilder pages =
            scenario("product pages").feed(demo.shopping(Demo.Shelf.ALL)).exec(Calls.product("product"));

    public ProductStress() {
        setUp(pages.injectOpen(
                        rampUsersPerSec(50).to(1_000).during(Duration.ofSeconds(30)),
                        constantUsersPerSec(1_000).during(Duration.ofSeconds(15))))
                .protocols(Demo.protocol())
                .assertions(
                        global().failedRequests().count().is(0L),
                        global().responseTime().percentile(95.0).lt(500));
    }
}
