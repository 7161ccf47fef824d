package dev.weft.testing;

import dev.weft.kernel.Aged;
import dev.weft.kernel.Failure;
import dev.weft.kernel.Lookup;
import dev.weft.kernel.Market;
import dev.weft.kernel.RequestContext;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** A source of texts that remembers each question and answers it when the test says so. Safe from any thread. */
public final class RecordingLookup implements Lookup<String, String> {
    /** One question. */
    public record Question(
            Set<String> keys, Market market, RequestContext context, Promise<Map<String, Aged<String>>> answer) {

        /** Answers every key with {@code value of key}. */
        public void answer(String value, long atNanos) {
            answerOnly(keys, value, atNanos);
        }

        public void answerOnly(Set<String> known, String value, long atNanos) {
            Map<String, Aged<String>> found = new HashMap<>();
            known.forEach(key -> found.put(key, Aged.fresh(value + " of " + key, atNanos)));
            answer.complete(found);
        }

        public void fail(Failure.Reason reason) {
            answer.fail(Failure.of(reason, "source", "as told").asException());
        }
    }

    private final List<Question> asked = new CopyOnWriteArrayList<>();

    @Override
    public Future<Map<String, Aged<String>>> fetch(Set<String> keys, Market market, RequestContext context) {
        Question question = new Question(Set.copyOf(keys), market, context, Promise.promise());
        asked.add(question);
        return question.answer().future();
    }

    public int count() {
        return asked.size();
    }

    public Question question(int index) {
        return asked.get(index);
    }

    public List<Question> questions() {
        return List.copyOf(asked);
    }
}
