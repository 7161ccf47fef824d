package dev.weft.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ControlPlaneTest {

    @RegisterExtension
    static final RunningSandbox sandbox = new RunningSandbox();

    private static final String PRODUCT =
            "/scapi/product/shopper-products/v1" + RunningSandbox.ORG + "/products/10000001?siteId=WeftEU";

    @Test
    void countsRequestsBySystemAndOperation() {
        sandbox.get(PRODUCT, sandbox.guest());
        sandbox.get(PRODUCT);
        sandbox.get("/erp-rest/v2/stock?codes=WF-10000001");

        assertThat(sandbox.counts())
                .isEqualTo(new JsonObject()
                        .put("scapi", new JsonObject().put("product", 2))
                        .put("erp-rest", new JsonObject().put("stock", 1)));
        assertThat(new JsonObject(sandbox.delete("/_sandbox/requests").body())).isEmpty();
    }

    @Test
    void listsIdsToTry() {
        JsonObject skus = new JsonObject(sandbox.get("/_sandbox/skus?limit=3").body());
        JsonObject shoppers =
                new JsonObject(sandbox.get("/_sandbox/shoppers?limit=3").body());

        assertThat(skus.getJsonArray("skus").getList()).isEqualTo(List.of("10000001", "10000002", "10000003"));
        assertThat(shoppers.getJsonArray("shoppers")).hasSize(3);
        assertThat(sandbox.get("/_sandbox/skus?site=Nope").statusCode()).isEqualTo(400);
    }

    @Test
    void saysItIsUpAndWhatItDoesNotKnow() {
        assertThat(sandbox.get("/_sandbox/health").statusCode()).isEqualTo(200);
        assertThat(sandbox.get("/_sandbox/nothing").statusCode()).isEqualTo(404);
        assertThat(sandbox.get("/nothing").statusCode()).isEqualTo(404);
        assertThat(sandbox.get("/").statusCode()).isEqualTo(404);
        assertThat(sandbox.post("/_sandbox/token", "{\"customer\":\"nobody\"}").statusCode())
                .isEqualTo(404);
        assertThat(sandbox.post("/_sandbox/token", "{\"site\":\"Nope\"}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void takesFaultsFromFlagsAndFailsOnOnesItCannotRead() {
        RunningSandbox flagged = new RunningSandbox(
                RunningSandbox.SMALL.withFaults(List.of("erp-rest=error:503:1", "crm=offline", "sap=latency:5")));
        flagged.start();
        try {
            assertThat(flagged.get("/erp-rest/v2/stock").statusCode()).isEqualTo(503);
            assertThat(new JsonObject(flagged.get("/_sandbox/faults").body()).fieldNames())
                    .containsExactlyInAnyOrder("erp-rest", "crm", "sap");
        } finally {
            flagged.stop();
        }
        Vertx vertx = Vertx.vertx();
        try {
            for (String flag : List.of("sap", "sap=explode", "nope=offline", "sap=latency:soon")) {
                assertThatThrownBy(() -> Sandbox.start(vertx, RunningSandbox.SMALL.withFaults(List.of(flag)))
                                .await())
                        .isInstanceOf(IllegalArgumentException.class);
            }
        } finally {
            vertx.close().await();
        }
    }

    @Test
    void answersTheSameBytesForTheSameSeed() {
        RunningSandbox twin = new RunningSandbox();
        RunningSandbox stranger = new RunningSandbox(RunningSandbox.SMALL.withSeed(43));
        twin.start();
        stranger.start();
        try {
            for (String path : List.of(
                    PRODUCT,
                    PRODUCT.replace("10000001", "M0000099").replace("WeftEU", "WeftJP"),
                    "/scapi/customer/shopper-customers/v1" + RunningSandbox.ORG
                            + "/customers/wsh00000007/orders?siteId=WeftEU")) {
                String mine = sandbox.get(path, sandbox.shopper("wsh00000007")).body();
                assertThat(twin.get(path, twin.shopper("wsh00000007")).body()).isEqualTo(mine);
                assertThat(stranger.get(path, stranger.shopper("wsh00000007")).body())
                        .isNotEqualTo(mine);
            }
        } finally {
            twin.stop();
            stranger.stop();
        }
    }

    @Test
    void startsWithTheFullWorldAtOnceAndFreesItsPort() {
        Vertx vertx = Vertx.vertx();
        try {
            Sandbox first =
                    Sandbox.start(vertx, SandboxSettings.defaults().withPort(0)).await();
            SandboxSettings same = SandboxSettings.defaults().withPort(first.port());
            first.close().await();
            Sandbox second = Sandbox.start(vertx, same).await();

            assertThat(second.port()).isEqualTo(first.port());
            second.close().await();
        } finally {
            vertx.close().await();
        }
    }
}
