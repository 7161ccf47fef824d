package dev.weft.http.scapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.http.scapi.Upstream.Head;
import dev.weft.http.scapi.Upstream.Onward;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is asked for in pieces is one answer, and is the same answer only where all pieces are. */
class ManyIdsTest {
    private static final String PRODUCTS = Families.PRODUCTS + "/organizations/f_ecom_zzwf_001/products?ids=";

    private static Gathered asked(String second) {
        Source scapi = onward -> Future.succeededFuture(new Gathered(
                new Head(
                        200,
                        "OK",
                        HttpHeaders.headers()
                                .add("etag", "\"of-one-piece\"")
                                .add("last-modified", "Mon, 30 Nov 2026 12:00:00 GMT")),
                (onward.target().endsWith("1")
                                ? "{\"limit\":1,\"data\":[{\"id\":\"1\"}],\"total\":1}"
                                : "{\"limit\":1,\"data\":[" + second + "],\"total\":1}")
                        .getBytes(StandardCharsets.UTF_8)));
        Onward onward =
                new Onward(Families.PRODUCTS, HttpMethod.GET, PRODUCTS, HttpHeaders.headers(), Optional.empty());
        return ManyIds.ask(List.of(PRODUCTS + "1", PRODUCTS + "2"), onward, scapi)
                .result();
    }

    @Test
    void theTagIsThatOfAllPieces() {
        Gathered one = asked("{\"id\":\"2\",\"price\":1}");
        Gathered same = asked("{\"id\":\"2\",\"price\":1}");
        Gathered other = asked("{\"id\":\"2\",\"price\":2}");
        assertThat(new String(one.body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"limit\":2,\"data\":[{\"id\":\"1\"},{\"id\":\"2\",\"price\":1}],\"total\":2}");
        assertThat(etag(one)).startsWith("W/\"").isEqualTo(etag(same)).isNotEqualTo(etag(other));
        assertThat(one.head().fields().contains("last-modified")).isFalse();
    }

    private static String etag(Gathered answer) {
        return answer.head().fields().get("etag");
    }
}
