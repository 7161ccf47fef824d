package dev.weft.backend.scapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.backend.CannedBackend;
import dev.weft.backend.CannedBackend.Canned;
import dev.weft.kernel.Secret;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How often SLAS is asked for an agent's token. */
class ScapiAgentsTest {
    private static final Optional<String> ADA = Optional.of("ada@example.com");

    @RegisterExtension
    final CannedBackend backend = new CannedBackend();

    private final AtomicInteger issued = new AtomicInteger();

    private ScapiAgents agents() {
        gives();
        return new ScapiAgents(
                backend.client(),
                ScapiCatalogTest.SETTINGS,
                new ScapiAgents.Agent("agent", "client", new Secret("secret"), "https://shop.example.com/back"),
                () -> 0);
    }

    private void gives() {
        backend.answers(request -> Canned.json("{\"access_token\":\"token-" + issued.incrementAndGet() + "\"}"));
    }

    private static Future<String> of(ScapiAgents agents, String usid) {
        return agents.token("RefArch", usid, ADA, CannedBackend.context());
    }

    private String token(ScapiAgents agents) {
        return backend.await(() -> of(agents, "usid"));
    }

    @Test
    void whoWantsOneAtTheSameTimeSharesIt() {
        ScapiAgents agents = agents();
        List<String> both = backend.await(
                () -> Future.all(of(agents, "usid"), of(agents, "usid")).map(done -> done.<String>list()));
        assertThat(both).containsExactly("token-1", "token-1");
        assertThat(backend.seen()).hasSize(1);
        assertThat(backend.await(() -> of(agents, "another"))).isEqualTo("token-2");
    }

    @Test
    void oneThatFailedIsAskedForAgain() {
        ScapiAgents agents = agents();
        backend.answers(request -> Canned.status(409, "{}"));
        assertThat(backend.await(() -> of(agents, "usid").map("given").otherwise("none")))
                .isEqualTo("none");
        gives();
        assertThat(token(agents)).isEqualTo("token-1");
    }

    @Test
    void oneThatWasNotTakenIsGivenToNobodyAgain() {
        ScapiAgents agents = agents();
        assertThat(token(agents)).isEqualTo("token-1");
        assertThat(token(agents)).isEqualTo("token-1");
        agents.refused("RefArch", "usid", ADA, "token-1");
        assertThat(token(agents)).isEqualTo("token-2");
        agents.refused("RefArch", "usid", ADA, "token-1"); // late news of the one before
        assertThat(token(agents)).isEqualTo("token-2");
    }
}
