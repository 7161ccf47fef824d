package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.security.Principal;
import dev.weft.testing.Samples;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarketsTest {
    private final Markets markets = new Markets(Map.of(
            "WeftEU", new EdgeSettings.Site("WeftEU", Samples.EUR, "de-DE", List.of("de-DE", "fr-FR")),
            "WeftUS", new EdgeSettings.Site("WeftUS", Currency.getInstance("USD"), "en-US", List.of("en-US"))));

    @Test
    void isTheTokensSiteInItsOwnLanguageUnlessAskedOtherwise() {
        assertThat(of("")).isEqualTo(Samples.EUROPE);
        assertThat(of("site=WeftEU&currency=EUR")).isEqualTo(Samples.EUROPE);
        assertThat(of("locale=fr-FR").locale()).isEqualTo("fr-FR");
    }

    @ParameterizedTest
    @CsvSource({
        "site=WeftUS, 403",
        "site=Other, 403",
        "site=, 403",
        "locale=en-US, 400",
        "locale=DE-de, 400",
        "currency=USD, 400",
        "currency=eur, 400",
    })
    void refusesWhatTheTokenOrTheSiteDoesNotHave(String query, int status) {
        assertThatThrownBy(() -> of(query))
                .isInstanceOfSatisfying(
                        BadInput.class,
                        bad -> assertThat(bad.problem().status()).isEqualTo(status));
    }

    private dev.weft.kernel.Market of(String query) {
        Principal who = new Principal(
                "slas", "WeftEU", "sub", "c1", false, new Principal.Grant("client", Set.of()), Instant.MAX);
        return markets.of(Query.parse(query, Set.of("site", "locale", "currency")), who);
    }
}
