package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract is served, and can be browsed with nothing from elsewhere. */
class DocumentsTest {
    @RegisterExtension
    static final RunningWeft WEFT = RunningWeft.standard();

    @Test
    void theContractIsServedAsItIs() {
        Answer answer = WEFT.anyone().get("/openapi.yaml");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).startsWith("openapi: 3.1.0").contains("/v1/products/{sku}:");
    }

    @Test
    void thePageAndAllItNeedsAreServedHere() {
        Answer page = WEFT.anyone().get("/docs");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).doesNotContain("http://", "https://");
        for (String file : new String[] {"swagger-ui.css", "swagger-ui-bundle.js", "start.js", "favicon-32x32.png"}) {
            assertThat(page.body()).contains("/docs/" + file);
            assertThat(WEFT.anyone().get("/docs/" + file).status()).as(file).isEqualTo(200);
        }
    }
}
