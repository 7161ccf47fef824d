package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A request's trace goes on in every system asked; the loyalty system here writes down what it is sent. */
class TracingTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";

    private static final Vertx VERTX = Vertx.vertx();
    private static final Queue<String> SEEN = new ConcurrentLinkedQueue<>();
    private static final HttpServer RECORDER = VERTX.createHttpServer()
            .requestHandler(TracingTest::record)
            .listen(0, "127.0.0.1")
            .await();

    @RegisterExtension
    static final RunningWeft WEFT = RunningWeft.partial(
            text -> RunningWeft.edited(text, "127.0.0.1:9100/loyalty", "127.0.0.1:" + RECORDER.actualPort()));

    @AfterAll
    static void close() {
        VERTX.close().await();
    }

    private static void record(HttpServerRequest request) {
        if (request.path().endsWith("/token")) {
            request.response()
                    .putHeader("content-type", "application/json")
                    .end("{\"access_token\":\"t\",\"token_type\":\"Bearer\",\"issued_at\":\"1\"}");
            return;
        }
        SEEN.add(String.valueOf(request.getHeader("traceparent")));
        request.response().setStatusCode(404).end("[]");
    }

    @Test
    void theTraceGoesOnUnderANewParent() {
        SEEN.clear();
        WEFT.guest()
                .with("traceparent", "00-" + TRACE + "-" + PARENT + "-01")
                .get("/v1/products/" + WEFT.sandbox().sku() + "?include=content,price,points");
        assertThat(SEEN).hasSize(1);
        assertThat(SEEN.element()).matches("00-" + TRACE + "-[0-9a-f]{16}-0[0-9a-f]");
        assertThat(SEEN.element()).doesNotContain(PARENT);
    }

    @Test
    void aProblemNamesTheTrace() {
        Answer answer = WEFT.guest()
                .with("traceparent", "00-" + TRACE + "-" + PARENT + "-00")
                .get("/v1/products/99999999");
        assertThat(answer.at("/traceId").asText()).isEqualTo(TRACE);
    }

    @Test
    void withoutAValidOneEveryRequestStartsATraceOfItsOwn() {
        SEEN.clear();
        List<String> sent = new ArrayList<>(List.of("", "00-" + "0".repeat(32) + "-" + PARENT + "-01", "ff-junk"));
        for (String traceparent : sent) {
            Storefront guest =
                    traceparent.isEmpty() ? WEFT.guest() : WEFT.guest().with("traceparent", traceparent);
            guest.get("/v1/products/" + WEFT.sandbox().sku() + "?include=content,points");
            WEFT.invalidate(false, "site:WeftEU");
        }
        assertThat(SEEN).hasSize(3).doesNotHaveDuplicates();
        assertThat(SEEN).allMatch(traceparent -> traceparent.matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[0-9a-f]"));
        assertThat(SEEN).noneMatch(traceparent -> traceparent.contains("0".repeat(32)));
    }
}
