package dev.weft.testing;

import dev.weft.kernel.Failure;
import dev.weft.kernel.RequestContext;
import dev.weft.resilience.Call;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A backend that remembers each call and answers it when the test says so. Safe from any thread. */
public final class RecordingCall implements Call<String, String> {
    /** One call. */
    public record Made(String question, RequestContext context, Promise<String> answer) {
        public void answer(String text) {
            answer.complete(text);
        }

        public void fail(Failure.Reason reason) {
            fail(reason, Duration.ZERO);
        }

        public void fail(Failure.Reason reason, Duration retryAfter) {
            answer.fail(new Failure(reason, "backend", "as told", retryAfter).asException());
        }
    }

    private final List<Made> made = new CopyOnWriteArrayList<>();

    @Override
    public Future<String> invoke(String question, RequestContext context) {
        Made call = new Made(question, context, Promise.promise());
        made.add(call);
        return call.answer().future();
    }

    public int count() {
        return made.size();
    }

    public Made call(int index) {
        return made.get(index);
    }
}
