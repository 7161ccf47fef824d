package dev.weft.load.simulation;

import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.percent;
import static io.gatling.javaapi.core.CoreDsl.rampUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.randomSwitch;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import java.time.Duration;

/** Shoppers browse: mostly single products, some lists, some stock questions, now and then the account. Nothing may fail. */
public final class BrowseMix extends Simulation {
    private final Demo demo = new Demo(400);

    private final ScenarioBuilder browsing = scenario("browse")
            .feed(demo.signedIn())
            .exec(randomSwitch()
                    .on(
                            percent(60).then(Calls.product("product")),
                            percent(15).then(Calls.products()),
                            percent(15).then(Calls.availability()),
                            percent(10).then(Calls.me())));

    public BrowseMix() {
        setUp(browsing.injectOpen(
                        rampUsersPerSec(20).to(200).during(Duration.ofSeconds(15)),
                        constantUsersPerSec(200).during(Duration.ofSeconds(30))))
                .protocols(Demo.protocol())
                .assertions(
                        global().failedRequests().count().is(0L),
                        global().responseTime().percentile(95.0).lt(500),
                        details("product").responseTime().percentile(50.0).lt(50));
    }
}
