package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many who ask the same thing at once are one question to each system. */
class ManyAtOnceTest {
    private static final int REQUESTS = 1_000;
    private static final int GUESTS = 20;

    /** Stock that stays fresh for as long as a busy machine may need to send a thousand requests. */
    @RegisterExtension
    static final RunningWeft WEFT = RunningWeft.with(
            RunningWeft.STANDARD,
            text -> RunningWeft.edited(
                    text,
                    "stock: { required: false, budget: 800ms, cache: { ttl: 5s } }",
                    "stock: { required: false, budget: 1500ms, cache: { ttl: 60s } }"));

    @Test
    void aThousandFirstQuestionsForOneProductCostOneCallPerSystem() {
        String path = "/v1/products/" + WEFT.sandbox().sku();
        List<Storefront> guests = new ArrayList<>();
        for (int i = 0; i < GUESTS; i++) {
            guests.add(WEFT.guest());
        }
        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            answers.add(guests.get(i % GUESTS).start("GET", path));
        }
        for (CompletableFuture<Answer> answer : answers) {
            assertThat(answer.join().status()).isEqualTo(200);
            assertThat(answer.join().complete()).isTrue();
        }
        assertThat(WEFT.sandbox().calls("scapi")).as(WEFT.sandbox().counts()).isEqualTo(1);
        assertThat(WEFT.sandbox().calls("sap", "stock")).isEqualTo(1);
        assertThat(WEFT.sandbox().calls("sap", "prices")).isEqualTo(1);
        assertThat(WEFT.sandbox().calls("loyalty")).isEqualTo(1);
    }

    @Test
    void manyProductsAskedForAtOnceShareCalls() {
        List<String> skus = WEFT.sandbox().skus(40);
        Storefront guest = WEFT.guest();
        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        for (String sku : skus) {
            answers.add(guest.start("GET", "/v1/products/" + sku));
        }
        for (int i = 0; i < skus.size(); i++) {
            Answer answer = answers.get(i).join();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.at("/sku").asText()).isEqualTo(skus.get(i));
            assertThat(answer.at("/content/name").asText())
                    .as(answer.toString())
                    .isNotEmpty();
        }
        assertThat(WEFT.sandbox().calls("sap", "stock")).isLessThan(skus.size());
        assertThat(WEFT.sandbox().calls("loyalty")).isEqualTo(1);
    }
}
