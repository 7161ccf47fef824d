package dev.weft.http.scapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.http.scapi.Upstream.Answer;
import dev.weft.http.scapi.Upstream.Onward;
import dev.weft.kernel.Deadline;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.TraceContext;
import dev.weft.testing.ManualClock;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PressureTest {
    private static final int MOST = 100;

    private final ManualClock clock = new ManualClock();
    private final List<Promise<Answer>> asked = new ArrayList<>();
    private final Pressure pressure = new Pressure(MOST, clock, FaceListener.NONE);
    private final Upstream upstream = pressure.over((onward, context) -> {
        Promise<Answer> answer = Promise.promise();
        asked.add(answer);
        return answer.future();
    });

    @Test
    void halvesWhatMayBeUnderWayWhileScapiThrottles() {
        for (int i = 0; i < 40; i++) {
            read();
        }
        answer(200, "THROTTLE");
        assertThat(pressure.high()).isTrue();
        assertThat(pressure.limit()).isEqualTo(20);
        answer(200, "THROTTLE");
        assertThat(pressure.limit()).as("once a second").isEqualTo(20);
        assertThat(read().failed()).as("more are under way").isTrue();
    }

    @Test
    void neverHoldsBackSigningInOrCheckout() {
        throttleDown();
        for (int i = 0; i < 50; i++) {
            assertThat(send("/checkout/shopper-baskets/v2", HttpMethod.GET).failed())
                    .isFalse();
            assertThat(send(Families.SIGN_IN, HttpMethod.GET).failed()).isFalse();
            assertThat(send(Families.PRODUCTS, HttpMethod.POST).failed()).isFalse();
            assertThat(send(Families.CUSTOMERS, HttpMethod.GET, "customers/a/baskets")
                            .failed())
                    .isFalse();
        }
    }

    @Test
    void letsMoreThroughAgainOnceScapiIsQuiet() {
        throttleDown();
        int low = pressure.limit();
        for (int second = 0; second < 60; second++) {
            clock.pass(Duration.ofSeconds(1));
            read();
            answer(200, "");
        }
        assertThat(low).isEqualTo(8);
        assertThat(pressure.limit()).isEqualTo(MOST);
        assertThat(pressure.high()).isFalse();
    }

    @Test
    void aBurstOfShedReadsNarrowsTheLimit() {
        for (int i = 0; i < 40; i++) {
            read();
        }
        answer(503, "");
        answer(429, "");
        assertThat(pressure.high()).isFalse();
        assertThat(pressure.limit()).isEqualTo(MOST);
        answer(503, "");
        assertThat(pressure.high()).isTrue();
        assertThat(pressure.limit()).isEqualTo(19);
        clock.pass(Duration.ofSeconds(5));
        assertThat(pressure.high()).as("for five seconds").isFalse();
    }

    @Test
    void aShareTooSmallIsNoBurst() {
        for (int i = 0; i < 30; i++) {
            read();
            answer(200, "");
        }
        refuse(Families.PRODUCTS, 3);
        assertThat(pressure.high()).isFalse();
        refuse(Families.PRODUCTS, 1);
        assertThat(pressure.high()).as("a tenth").isTrue();
    }

    @Test
    void whatWasRefusedLongAgoDoesNotCount() {
        refuse(Families.PRODUCTS, 2);
        clock.pass(Duration.ofSeconds(4));
        refuse(Families.PRODUCTS, 2);
        assertThat(pressure.high()).isFalse();
        clock.pass(Duration.ofSeconds(1));
        refuse(Families.PRODUCTS, 1);
        assertThat(pressure.high()).as("three within a second").isTrue();
    }

    /** A mail address may have few codes an hour, a session few sign-ins a second: SCAPI is as well as it was. */
    @ParameterizedTest
    @CsvSource({
        "/shopper/auth/v1, POST, oauth2/otp/request, 429",
        "/shopper/auth/v1, GET, oauth2/authorize, 429",
        "/checkout/shopper-baskets/v2, POST, baskets, 503",
        "/checkout/shopper-orders/v1, GET, orders/1, 503",
        "/customer/shopper-customers/v1, GET, customers/a/baskets, 503",
        "/customer/shopper-customers/v1, GET, customers/a/orders, 429",
        "/customer/shopper-customers/v1, POST, customers, 429",
    })
    void whatIsNeverHeldBackTellsNothing(String api, String method, String resource, int status) {
        throttleDown();
        clock.pass(Duration.ofSeconds(10));
        int low = pressure.limit();
        for (int i = 0; i < 50; i++) {
            assertThat(send(api, HttpMethod.valueOf(method), resource).failed()).isFalse();
            answer(status, "");
            clock.pass(Duration.ofMillis(100));
        }
        assertThat(pressure.high()).isFalse();
        assertThat(pressure.limit()).isEqualTo(low);
    }

    /** A hook's breaker answers 503 for its hook alone. */
    @Test
    void whatOneApiRefusesWhileOthersAnswerIsItsOwnAffair() {
        read();
        answer(200, "");
        refuse(Families.SEARCH, 30);
        assertThat(pressure.high()).isFalse();
        assertThat(pressure.limit()).isEqualTo(MOST);
        refuse(Families.PRODUCTS, 1);
        assertThat(pressure.high()).as("two of them").isTrue();
    }

    private void refuse(String api, int times) {
        for (int i = 0; i < times; i++) {
            send(api, HttpMethod.GET);
            answer(503, "");
        }
    }

    private void throttleDown() {
        for (int i = 0; i < 6; i++) {
            read();
            answer(200, "THROTTLE");
            clock.pass(Duration.ofSeconds(1));
        }
    }

    private Future<Answer> read() {
        return send(Families.PRODUCTS, HttpMethod.GET);
    }

    private Future<Answer> send(String prefix, HttpMethod method) {
        return send(prefix, method, "products/1");
    }

    private Future<Answer> send(String prefix, HttpMethod method, String resource) {
        return upstream.send(
                new Onward(
                        prefix,
                        method,
                        prefix + "/organizations/f_ecom_a_b/" + resource + "?expand=prices",
                        MultiMap.caseInsensitiveMultiMap(),
                        Optional.empty()),
                new RequestContext("r", TraceContext.create(false), Deadline.after(Duration.ofSeconds(1), clock)));
    }

    private void answer(int status, String loadStatus) {
        MultiMap fields = MultiMap.caseInsensitiveMultiMap();
        if (!loadStatus.isEmpty()) {
            fields.set("sfdc_load_status", loadStatus);
        }
        asked.remove(asked.size() - 1).complete(new Answer(status, "", fields, new NoBody(), () -> {}));
    }
}
