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
    void aShedAnswerCountsLikeAThrottledOne() {
        read();
        answer(503, "");
        assertThat(pressure.high()).isTrue();
        assertThat(pressure.limit()).isEqualTo(8);
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
        return upstream.send(
                new Onward(
                        prefix,
                        method,
                        prefix + "/organizations/f_ecom_a_b/products/1?expand=prices",
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
