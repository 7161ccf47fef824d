package dev.weft.acceptance;

import static dev.weft.acceptance.ScapiCalls.SITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A client that makes its own time short makes nobody else's short, however many ask the same. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FaceHurryTest {
    private static final int PATIENT = 5;
    private static final String FOUND = "{\"limit\":25,\"hits\":[],\"total\":0}";

    @RegisterExtension
    @Order(1)
    static final Tap TAP = new Tap();

    @RegisterExtension
    @Order(2)
    static final RunningWeft WEFT = RunningWeft.with(
            RunningWeft.STANDARD,
            text -> RunningWeft.edited(
                    text, "url: http://127.0.0.1:9100/scapi", "url: http://127.0.0.1:" + TAP.port() + "/scapi"));

    private final Http http = new Http();
    private final String guest = WEFT.sandbox().guest();

    private HttpRequest.Builder request(String target) {
        return Http.request("http://127.0.0.1:" + WEFT.port() + target).header("Authorization", "Bearer " + guest);
    }

    @Test
    void whoWaitsPatientlyIsAnsweredThoughOneIsInAHurry() {
        assertThat(http.send(request(ScapiCalls.context(guest))).statusCode())
                .as("a guest like any other, from the beginning")
                .isEqualTo(404);
        HeldCalls held = new HeldCalls();
        TAP.answer("/product-search", held);
        String search = StorefrontTour.SEARCH + "/product-search?" + SITE + "&q=slow";
        CompletableFuture<HttpResponse<String>> hurried =
                http.start(request(search).header("X-Request-Deadline-Ms", "1000"));
        held.next();
        List<CompletableFuture<HttpResponse<String>>> patient = new ArrayList<>();
        for (int i = 0; i < PATIENT; i++) {
            patient.add(http.start(request(search)));
        }
        assertThat(hurried.join().statusCode()).isEqualTo(504);
        held.next().answer(200, FOUND);
        for (CompletableFuture<HttpResponse<String>> one : patient) {
            assertThat(one.join().statusCode()).as(one.join().body()).isEqualTo(200);
        }
        assertThat(held.count()).as("the patient ask once for all").isEqualTo(2);
    }
}
