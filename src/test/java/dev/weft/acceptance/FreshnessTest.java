package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is remembered, for how long, how that is said, and how an operator makes it forgotten. */
class FreshnessTest {
    @RegisterExtension
    static final RunningWeft WEFT = RunningWeft.standard();

    private final Storefront guest = WEFT.guest();
    private final String sku = WEFT.sandbox().sku();
    private final String content = "/v1/products/" + sku + "?include=content";

    @Test
    void aSecondQuestionIsAHitAndCostsNothing() {
        Answer first = guest.get(content);
        Answer second = guest.get(content);
        assertThat(first.header("cache-status")).isEqualTo("weft; fwd=miss; stored");
        assertThat(second.header("cache-status")).startsWith("weft; hit; ttl=");
        assertThat(second.header("etag")).isEqualTo(first.header("etag"));
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(WEFT.sandbox().calls("scapi")).isEqualTo(1);
    }

    @Test
    void theAgeGrows() {
        guest.get(content);
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> assertThat(Integer.parseInt(guest.get(content).header("age")))
                                .isPositive());
        assertThat(WEFT.sandbox().calls("scapi")).isEqualTo(1);
    }

    @Test
    void whoHasTheAnswerAlreadyGetsNoneAgain() {
        Answer first = guest.get(content);
        for (String known : new String[] {
            first.header("etag"),
            "\"other\", " + first.header("etag"),
            first.header("etag").substring(2),
            "*"
        }) {
            Answer again = guest.with("If-None-Match", known).get(content);
            assertThat(again.status()).as(known).isEqualTo(304);
            assertThat(again.header("etag")).isEqualTo(first.header("etag"));
        }
        assertThat(guest.with("If-None-Match", "W/\"0\"").get(content).status()).isEqualTo(200);
    }

    @Test
    void anAnswerHoldsAsLongAsItsLeastFreshPart() {
        assertThat(maxAge(guest.get(content))).isBetween(590, 600);
        assertThat(maxAge(guest.get("/v1/products/" + sku + "?include=content,price")))
                .isBetween(110, 120);
        assertThat(maxAge(guest.get("/v1/products/" + sku))).isBetween(1, 5);
    }

    @Test
    void sharedCachesMayKeepWhatNamesItsSite() {
        assertThat(guest.get(content).header("cache-control")).startsWith("private, ");
        assertThat(guest.get(content + "&site=WeftEU").header("cache-control")).startsWith("public, ");
    }

    @Test
    void anIncompleteAnswerHoldsForSecondsAndTheMissingPartIsAskedForAgain() {
        WEFT.sandbox().fault("loyalty", "{'error':'500'}");
        String path = "/v1/products/" + sku + "?include=content,price,points";
        Answer incomplete = guest.get(path);
        assertThat(incomplete.complete()).isFalse();
        assertThat(maxAge(incomplete)).isBetween(0, 2);
        assertThat(incomplete.header("etag")).endsWith("-p\"");
        WEFT.sandbox().clearFaults();
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(guest.get(path).complete()).isTrue());
    }

    @Test
    void aHardInvalidationForgetsAtOnce() {
        guest.get(content);
        assertThat(WEFT.invalidate(false, "sku:" + sku)).isPositive();
        assertThat(guest.get(content).header("cache-status")).isEqualTo("weft; fwd=miss; stored");
        assertThat(WEFT.sandbox().calls("scapi")).isEqualTo(2);
    }

    @Test
    void aSoftInvalidationServesTheOldWhileItIsRenewed() {
        guest.get(content);
        assertThat(WEFT.invalidate(true, "sku:" + sku)).isPositive();
        Answer old = guest.get(content);
        assertThat(old.header("cache-status")).contains("hit").contains("detail=stale");
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(WEFT.sandbox().calls("scapi")).isEqualTo(2));
        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            Answer renewed = guest.get(content);
            assertThat(renewed.header("cache-status")).contains("hit; ttl=").doesNotContain("stale");
            assertThat(renewed.part("content")).isEqualTo("ok");
        });
    }

    @Test
    void invalidationTouchesOnlyWhatItNames() {
        String other = "/v1/products/" + WEFT.sandbox().sku() + "?include=content";
        guest.get(content);
        guest.get(other);
        WEFT.invalidate(false, "sku:" + sku);
        assertThat(guest.get(other).header("cache-status")).startsWith("weft; hit");
    }

    @Test
    void contentIsServedOldWhileCommerceIsDown() {
        guest.get(content);
        WEFT.invalidate(true, "sku:" + sku);
        WEFT.sandbox().fault("scapi", "{'error':'503'}");
        Answer old = guest.get(content);
        assertThat(old.status()).isEqualTo(200);
        Answer whole = guest.get("/v1/products/" + sku + "?include=content,price");
        assertThat(whole.status()).isEqualTo(200);
        assertThat(whole.part("content")).isEqualTo("stale");
        assertThat(whole.part("price")).isEqualTo("ok");
        WEFT.sandbox().clearFaults();
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(guest.get(content).part("content"))
                        .as("renewed, so that nothing is under way when the test ends")
                        .isEqualTo("ok"));
    }

    @Test
    void sitesAndLocalesNeverMix() {
        Answer german = guest.get(content);
        Answer english = guest.get(content + "&locale=en-GB");
        Answer british =
                WEFT.as(WEFT.sandbox().guestOf("WeftUK")).get("/v1/products/" + sku + "?include=content,price");
        assertThat(english.header("cache-status")).isEqualTo("weft; fwd=miss; stored");
        assertThat(british.at("/price/currency").asText()).isEqualTo("GBP");
        assertThat(german.header("etag")).isNotEqualTo(english.header("etag"));
    }

    private static int maxAge(Answer answer) {
        String field = answer.header("cache-control");
        return Integer.parseInt(field.replaceAll(".*max-age=([0-9]+).*", "$1"));
    }
}
