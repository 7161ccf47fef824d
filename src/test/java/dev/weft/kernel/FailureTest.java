package dev.weft.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.Samples;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FailureTest {

    @Test
    void travelsThroughAFutureAndComesBackTheSame() {
        Failure failure = Failure.of(Failure.Reason.OVERLOADED, "erp", "HTTP 503");
        assertThat(Failure.from(failure.asException(), "other")).isEqualTo(failure);
        assertThat(Failure.from(new PartlyFailed(Map.of(), failure), "other")).isEqualTo(failure);
        assertThat(failure.asException().getStackTrace()).isEmpty();
    }

    @Test
    void aBugIsInternalAndNeverWorthAnotherTry() {
        Failure failure = Failure.from(new IllegalStateException("oops"), "erp");
        assertThat(failure.reason()).isEqualTo(Failure.Reason.INTERNAL);
        assertThat(failure.source()).isEqualTo("erp");
        assertThat(failure.retryable()).isFalse();
    }

    @Test
    void tokensAndSecretsHaveNoTextForm() {
        assertThat(new Shopper("abc", "eyJ.token")).asString().contains("abc").doesNotContain("eyJ");
        assertThat(new Secret("hunter2")).hasToString("***");
    }

    @Test
    void aMarketWithoutLanguageIsOneForAllLanguages() {
        Market french = new Market("WeftEU", "fr-FR", Samples.EUR);
        assertThat(french).isNotEqualTo(Samples.EUROPE);
        assertThat(french.anyLocale()).isEqualTo(Samples.EUROPE.anyLocale());
    }
}
