package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** With all places taken the door turns away: cheaply, in order of importance, and says when to come back. */
class OverloadTest {
    @RegisterExtension
    static final RunningWeft WEFT = RunningWeft.with(
            RunningWeft.STANDARD,
            text -> RunningWeft.edited(
                    RunningWeft.edited(
                            RunningWeft.edited(
                                    text,
                                    "  requestDeadline: 2s\n",
                                    "  requestDeadline: 10s\n  eventLoops: 1\n  overload: { lag: 10s, places: 16 }\n"),
                            "content: { required: true, budget: 1500ms,",
                            "content: { required: true, budget: 8s,"),
                    "    timeout: 1500ms\n",
                    "    timeout: 8s\n"));

    @Test
    void withAllPlacesTakenProductsAreTurnedAwayBeforeTheirTokenIsLookedAtAndThePersonalIsNot() {
        WEFT.sandbox().fault("scapi", "{\"latency\":{\"kind\":\"fixed\",\"ms\":2500}}"); // longer than it takes to ask
        List<CompletableFuture<Answer>> products = new ArrayList<>();
        Storefront guest = WEFT.guest();
        for (String sku : WEFT.sandbox().skus(40)) {
            products.add(guest.start("GET", "/v1/products/" + sku));
        }
        CompletableFuture<Answer> forged = WEFT.as("not.a.token")
                .start("GET", "/v1/products/" + WEFT.sandbox().sku());
        List<Answer> answers = products.stream().map(CompletableFuture::join).toList();
        List<Answer> shed = answers.stream().filter(a -> a.status() == 503).toList();
        assertThat(answers.size() - shed.size()).as("let in").isBetween(11, 16);
        assertThat(shed).hasSizeGreaterThanOrEqualTo(24);
        for (Answer answer : shed) {
            assertThat(answer.at("/code").asText()).isEqualTo("overloaded");
            assertThat(Integer.parseInt(answer.header("retry-after"))).isBetween(2, 9);
            assertThat(answer.header("cache-control")).isEqualTo("no-store");
        }
        assertThat(shed.stream().map(a -> a.header("retry-after")).distinct().count())
                .as("they must not all come back together")
                .isGreaterThan(1);
        assertThat(forged.join().status()).isEqualTo(503);
    }

    /** Were they to hold places, sixteen clients that send a byte now and then would keep everybody out. */
    @Test
    void whoSendsABodySlowlyTakesNoPlaceFromOthers() throws IOException {
        String token = WEFT.sandbox().guest();
        String head = " HTTP/1.1\r\nHost: 127.0.0.1:" + WEFT.port() + "\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{";
        String basket = "POST /checkout/shopper-baskets/v2" + ScapiCalls.ORG + "/baskets?" + ScapiCalls.SITE + head;
        List<Socket> slow = new ArrayList<>();
        try {
            Storefront guest = WEFT.guest();
            for (String sku : WEFT.sandbox().skus(10)) {
                for (int i = 0; i < 4; i++) {
                    Socket client = new Socket("127.0.0.1", WEFT.port());
                    client.getOutputStream().write(basket.getBytes(StandardCharsets.US_ASCII));
                    slow.add(client);
                }
                assertThat(guest.start("GET", "/v1/products/" + sku).join().status())
                        .isEqualTo(200);
            }
            for (Socket client : slow) {
                client.setSoTimeout(1);
                assertThatThrownBy(() -> client.getInputStream().read())
                        .as("still being listened to")
                        .isInstanceOf(SocketTimeoutException.class);
            }
        } finally {
            for (Socket client : slow) {
                client.close();
            }
        }
    }
}
