package dev.weft;

import dev.weft.backend.client.BackendAuth;
import dev.weft.backend.client.BackendClient;
import dev.weft.backend.client.BackendClients;
import dev.weft.backend.client.BackendSettings;
import dev.weft.backend.client.DocumentFetch;
import dev.weft.backend.client.FormQuestion;
import dev.weft.kernel.Secret;
import dev.weft.kernel.Ticker;
import dev.weft.resilience.Rate;
import dev.weft.resilience.ResilienceSettings;
import dev.weft.security.IntrospectionSource;
import dev.weft.security.IssuerSettings;
import dev.weft.security.KeySource;
import dev.weft.security.TokenValidator;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** How token issuers are reached: each at its one configured address, with a client, limits and a breaker of its own. */
final class Issuers {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final int QUESTIONS_AT_ONCE = 16;

    private final BackendClients clients;
    private final Ticker ticker;

    Issuers(BackendClients clients, Ticker ticker) {
        this.clients = clients;
        this.ticker = ticker;
    }

    TokenValidator.Sources sources() {
        return new TokenValidator.Sources(this::keys, this::introspection);
    }

    /** Without retries: the issuer grants few fetches a minute, and {@link dev.weft.security.IssuerKeys} paces them. */
    private KeySource keys(IssuerSettings issuer) {
        IssuerSettings.Keys keys = issuer.keys().orElseThrow();
        BackendClient client = clients.open(new BackendSettings(
                "jwks." + issuer.name(),
                origin(keys.jwks()),
                new BackendAuth.None(),
                CONNECT,
                1,
                IssuerSettings.Keys.MAX_BYTES,
                ResilienceSettings.defaults(keys.timeout()).retrying(ResilienceSettings.Retry.NEVER)));
        return new DocumentFetch(client, target(keys.jwks()), keys.timeout(), ticker)::fetch;
    }

    private IntrospectionSource introspection(IssuerSettings issuer) {
        IssuerSettings.Introspection asking = issuer.introspection().orElseThrow();
        ResilienceSettings usual = ResilienceSettings.defaults(asking.timeout());
        ResilienceSettings limited = new ResilienceSettings(
                usual.timeout(),
                ResilienceSettings.Limit.fixed(QUESTIONS_AT_ONCE),
                usual.waitQueue(),
                usual.retry(),
                usual.breaker(),
                Optional.of(new Rate(asking.ratePerSecond(), Duration.ofSeconds(1), asking.ratePerSecond())),
                usual.batch());
        BackendClient client = clients.open(new BackendSettings(
                "introspection." + issuer.name(),
                origin(asking.url()),
                credentials(asking),
                CONNECT,
                QUESTIONS_AT_ONCE,
                IssuerSettings.Introspection.MAX_BYTES,
                limited));
        FormQuestion question = new FormQuestion(client, "introspect", target(asking.url()), asking.timeout(), ticker);
        return token -> question.ask(Map.of("token", token, "token_type_hint", "access_token"));
    }

    /** RFC 6749, 2.3.1: id and secret are encoded as in a form first. */
    private static BackendAuth credentials(IssuerSettings.Introspection asking) {
        return new BackendAuth.Basic(
                FormQuestion.encoded(asking.clientId()),
                new Secret(FormQuestion.encoded(asking.clientSecret().reveal())));
    }

    private static URI origin(URI address) {
        return URI.create(address.getScheme() + "://" + address.getRawAuthority());
    }

    private static String target(URI address) {
        return address.getRawPath() + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery());
    }
}
