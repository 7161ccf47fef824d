package dev.weft.journey;

import dev.weft.kernel.Failure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What shoppers do with their baskets, taken down in the order in which they did it. While one batch is being written the next one gathers,
 * and of each basket only its last state: however fast shoppers click, the store is asked for one short batch at a time, so that orders
 * written beside it hardly wait. Safe from any thread.
 */
public final class BasketActivity {
    /** More than this waits for nobody: what comes on top is refused. */
    static final int MOST_WAITING = 2_000;

    private static final int BATCH = 50;

    private final BasketStore store;
    private final JourneyListener listener;
    private final LinkedHashMap<Key, Waiting> waiting = new LinkedHashMap<>();
    private boolean writing;

    public BasketActivity(BasketStore store, JourneyListener listener) {
        this.store = store;
        this.listener = listener;
    }

    /** Of a basket; of all of a shopper's where {@code id} is empty, which none has. */
    private record Key(Basket.Owner owner, String id) {}

    /** The last change, and everybody who waits for it or for one that it replaced. */
    private record Waiting(BasketChange change, List<Promise<Void>> told) {}

    /** Takes it down: on disk when the future completes, on any thread. Fails with {@link dev.weft.kernel.Failed} where that cannot be. */
    public Future<Void> changed(BasketChange change) {
        Promise<Void> written = Promise.promise();
        synchronized (this) {
            Waiting before = waiting.remove(key(change)); // so that it goes to the end
            if (waiting.size() >= MOST_WAITING) {
                listener.lost(change.owner().site());
                return Future.failedFuture(
                        Failure.of(Failure.Reason.SATURATED, "store", "too much is waiting to be written")
                                .asException());
            }
            List<Promise<Void>> told = before == null ? new ArrayList<>() : before.told();
            told.add(written);
            waiting.put(key(change), new Waiting(change, told));
        }
        write();
        return written.future();
    }

    private static Key key(BasketChange change) {
        if (change instanceof BasketChange.Filled filled) {
            return new Key(filled.owner(), filled.basket().id());
        }
        return change instanceof BasketChange.Gone gone
                ? new Key(gone.owner(), gone.id())
                : new Key(change.owner(), "");
    }

    private void write() {
        List<Waiting> batch;
        synchronized (this) {
            if (writing || waiting.isEmpty()) {
                return;
            }
            writing = true;
            batch = next();
        }
        store.apply(batch.stream().map(Waiting::change).toList()).onComplete(outcome -> {
            synchronized (this) {
                writing = false;
            }
            write();
            if (outcome.failed()) {
                batch.forEach(it -> listener.lost(it.change().owner().site()));
            }
            batch.forEach(it -> it.told().forEach(promise -> promise.handle(outcome)));
        });
    }

    private List<Waiting> next() {
        List<Waiting> batch = new ArrayList<>();
        var each = waiting.entrySet().iterator();
        while (each.hasNext() && batch.size() < BATCH) {
            Map.Entry<Key, Waiting> first = each.next();
            batch.add(first.getValue());
            each.remove();
        }
        return batch;
    }
}
