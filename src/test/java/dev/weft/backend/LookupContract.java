package dev.weft.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weft.backend.CannedBackend.Canned;
import dev.weft.backend.client.BackendClient;
import dev.weft.kernel.Aged;
import dev.weft.kernel.Failed;
import dev.weft.kernel.Failure;
import dev.weft.kernel.Lookup;
import dev.weft.kernel.Market;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every port and every vendor. A vendor's test says how its wire spells the same few facts. */
public abstract class LookupContract<K, V> {
    /** Stands in garbled answers where personal data could; it must never show up in a failure. */
    protected static final String PERSONAL = "Zoe-Example";

    protected static final long NOW = 4_711;
    protected static final Market EU = new Market("WeftEU", "de-DE", Currency.getInstance("EUR"));
    protected static final Market NOWHERE = new Market("Nowhere", "de-DE", Currency.getInstance("EUR"));

    @RegisterExtension
    protected final CannedBackend backend = new CannedBackend();

    protected abstract Lookup<K, V> port(BackendClient client);

    protected abstract K known();

    protected abstract K unknown();

    protected abstract V expected();

    /** Answers as the vendor would who knows {@link #known} and nothing else, plus somebody nobody asked for. */
    protected abstract void serve();

    /** Answers that are JSON, of the right outline, and wrong inside; with {@link #PERSONAL} somewhere. */
    protected abstract List<String> garbled();

    /** What is said of {@link #unknown}: nothing, where the vendor can tell. */
    protected Map<K, V> saidOfUnknown() {
        return Map.of();
    }

    /** True where 404 says that the key is unknown, and not that the question was wrong. */
    protected boolean notFoundMeansAbsent() {
        return false;
    }

    protected final Map<K, V> fetch(Set<K> keys, Market market) {
        Lookup<K, V> port = port(backend.client());
        Map<K, Aged<V>> found = backend.await(() -> port.fetch(keys, market, CannedBackend.context()));
        Map<K, V> values = new HashMap<>();
        found.forEach((key, aged) -> {
            assertThat(aged.atNanos()).isEqualTo(NOW);
            assertThat(aged.stale()).isFalse();
            values.put(key, aged.value());
        });
        return values;
    }

    /** What is said of {@link #known} in the EU. */
    protected final V answer() {
        return Objects.requireNonNull(fetch(Set.of(known()), EU).get(known()));
    }

    protected final Failure failure(Set<K> keys, Market market) {
        Failed failed = catchThrowableOfType(Failed.class, () -> fetch(keys, market));
        assertThat(failed).as("a failed future").isNotNull();
        return failed.failure();
    }

    @Test
    void answersWhatItKnows() {
        serve();
        assertThat(fetch(Set.of(known()), EU)).isEqualTo(Map.of(known(), expected()));
    }

    @Test
    void saysOfTheUnknownWhatItCan() {
        serve();
        assertThat(fetch(Set.of(unknown()), EU)).isEqualTo(saidOfUnknown());
    }

    @Test
    void answersMixedSets() {
        serve();
        Map<K, V> mixed = new HashMap<>(saidOfUnknown());
        mixed.put(known(), expected());
        assertThat(fetch(Set.of(known(), unknown()), EU)).isEqualTo(mixed);
    }

    @Test
    void asksNothingForNothing() {
        serve();
        assertThat(fetch(Set.of(), EU)).isEmpty();
        assertThat(backend.seen()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "null", "17", "<html>Zoe-Example</html>", "{\"d\":", "{\"a\":1} trailing"})
    void takesNoAnswerThatIsNone(String body) {
        backend.answers(body);
        assertBadAnswer();
    }

    @Test
    void takesNoAnswerThatIsWrongInside() {
        assertThat(garbled()).isNotEmpty();
        for (String body : garbled()) {
            backend.answers(body);
            assertBadAnswer();
        }
    }

    private void assertBadAnswer() {
        Failure failure = failure(Set.of(known()), EU);
        assertThat(failure.reason()).isEqualTo(Failure.Reason.BAD_ANSWER);
        assertThat(failure.source()).isEqualTo(CannedBackend.NAME);
        assertThat(failure.detail()).doesNotContain(PERSONAL);
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 403, 410})
    void passesARefusalOn(int status) {
        backend.answers(request -> Canned.status(status, "{\"error\":{\"message\":\"" + PERSONAL + "\"}}"));
        Failure failure = failure(Set.of(known()), EU);
        assertThat(failure.reason()).isEqualTo(Failure.Reason.REFUSED);
        assertThat(failure.detail()).contains(Integer.toString(status)).doesNotContain(PERSONAL);
    }

    @Test
    void understandsNotFound() {
        backend.answers(request -> Canned.status(404, "{}"));
        if (notFoundMeansAbsent()) {
            assertThat(fetch(Set.of(known()), EU)).isEmpty();
        } else {
            assertThat(failure(Set.of(known()), EU).reason()).isEqualTo(Failure.Reason.REFUSED);
        }
    }

    @Test
    void passesTroubleOn() {
        backend.answers(request -> Canned.status(500, "{}"));
        assertThat(failure(Set.of(known()), EU).reason()).isEqualTo(Failure.Reason.SERVER_ERROR);
    }
}
