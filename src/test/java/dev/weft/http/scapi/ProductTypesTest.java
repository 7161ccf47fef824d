package dev.weft.http.scapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.http.scapi.Upstream.Answer;
import dev.weft.http.scapi.Upstream.Onward;
import dev.weft.kernel.Sku;
import dev.weft.testing.ManualClock;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProductTypesTest {
    private static final Sku MASTER = Sku.of("M");
    private static final Sku VARIANT = Sku.of("v");
    private static final Sku HIDDEN = Sku.of("h");

    private final ManualClock clock = new ManualClock();
    private final List<Onward> asked = new ArrayList<>();
    private final List<Promise<Answer>> answers = new ArrayList<>();
    private final ProductTypes types = new ProductTypes(
            (onward, context) -> {
                asked.add(onward);
                Promise<Answer> answer = Promise.promise();
                answers.add(answer);
                return answer.future();
            },
            clock);

    private Future<Map<Sku, Boolean>> ask(Set<Sku> skus) {
        String target = Families.AVAILABILITY + "/organizations/f_ecom_zzwf_001/availability?siteId=S&productIds=x";
        Onward onward = new Onward(
                Families.AVAILABILITY,
                HttpMethod.GET,
                target,
                HttpHeaders.headers().add("authorization", "Bearer t").add("x-of-the-client", "1"),
                Optional.empty());
        return types.of(skus, Asked.of(Families.AVAILABILITY, target), onward, clock.request(1_000));
    }

    private void say(int which, int status, String body) {
        answers.get(which)
                .complete(new Answer(
                        status,
                        "",
                        HttpHeaders.headers(),
                        new OneBody(body.getBytes(StandardCharsets.UTF_8)),
                        () -> {}));
    }

    private void sayWhatTheyAre() {
        say(
                0,
                200,
                "{\"data\":[{\"id\":\"M\",\"type\":{\"master\":true}},{\"id\":\"v\",\"type\":{\"variant\":true}}],\"total\":2}");
    }

    @Test
    void areAskedForOnceWithTheClientsTokenAlone() {
        Future<Map<Sku, Boolean>> first = ask(Set.of(MASTER, VARIANT, HIDDEN));
        sayWhatTheyAre();
        assertThat(first.result()).isEqualTo(Map.of(MASTER, false, VARIANT, true));
        assertThat(asked.get(0).target())
                .startsWith(Families.PRODUCTS + "/organizations/f_ecom_zzwf_001/products?ids=")
                .contains("&siteId=S&expand=none&select=");
        assertThat(asked.get(0).fields().get("authorization")).isEqualTo("Bearer t");
        assertThat(asked.get(0).fields().contains("x-of-the-client")).isFalse();
        assertThat(ask(Set.of(MASTER, VARIANT)).result()).isEqualTo(first.result());
        assertThat(asked).hasSize(1);
        clock.pass(Duration.ofMinutes(61));
        ask(Set.of(VARIANT));
        assertThat(asked).as("what is imported anew").hasSize(2);
    }

    @Test
    void whatScapiDoesNotShowIsNotAskedForAgainForAMinute() {
        ask(Set.of(MASTER, VARIANT, HIDDEN));
        sayWhatTheyAre();
        assertThat(ask(Set.of(HIDDEN)).result()).isEmpty();
        assertThat(asked).hasSize(1);
        clock.pass(Duration.ofSeconds(61));
        ask(Set.of(HIDDEN));
        assertThat(asked).hasSize(2);
    }

    /** Whoever asked first has gone by then, with commerce's word. */
    @Test
    void whatComesLateIsKnownToTheNext() {
        ask(Set.of(MASTER, VARIANT));
        assertThat(ask(Set.of(VARIANT)).isComplete()).isFalse();
        sayWhatTheyAre();
        assertThat(ask(Set.of(VARIANT)).result()).isEqualTo(Map.of(VARIANT, true));
    }

    @Test
    void aRefusalSaysNothing() {
        Future<Map<Sku, Boolean>> types = ask(Set.of(VARIANT));
        say(0, 403, "{}");
        assertThat(types.failed()).isTrue();
        ask(Set.of(VARIANT));
        assertThat(asked).as("and is not remembered").hasSize(2);
    }

    @Test
    void manyAreAskedForInPieces() {
        Set<Sku> many = new LinkedHashSet<>();
        for (int i = 0; i < 300; i++) {
            many.add(Sku.of("s" + i));
        }
        ask(many);
        assertThat(asked).as("and no more than ten at once").hasSize(10);
        assertThat(asked.get(0).target()).contains("ids=s0,", ",s23&").doesNotContain("s24");
    }
}
