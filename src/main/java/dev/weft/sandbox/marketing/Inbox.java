package dev.weft.sandbox.marketing;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The events that were taken, the newest {@value #MOST} of them. Thread-safe. */
public final class Inbox {
    static final int MOST = 20_000;

    private final Deque<Event> events = new ArrayDeque<>();
    private long total;

    /** An event that was taken, as it came. */
    record Event(String id, String contact, String key, JsonObject data, Instant at) {
        JsonObject json() {
            return new JsonObject()
                    .put("eventInstanceId", id)
                    .put("contactKey", contact)
                    .put("eventDefinitionKey", key)
                    .put("data", data)
                    .put("at", at.toString());
        }

        /** One state of one basket. */
        String told() {
            return MarketingCloud.told(data);
        }
    }

    synchronized void take(Event event) {
        total++;
        events.addLast(event);
        if (events.size() > MOST) {
            events.removeFirst();
        }
    }

    public synchronized void reset() {
        events.clear();
        total = 0;
    }

    /** How many came in all, and the newest {@code limit} of those kept for {@code contact}, or of all where that is empty; oldest first. */
    public synchronized JsonObject listed(String contact, int limit) {
        List<Event> found = events.stream()
                .filter(event -> contact.isEmpty() || event.contact().equals(contact))
                .toList();
        JsonArray listed = new JsonArray();
        found.stream().skip(Math.max(0, found.size() - limit)).forEach(event -> listed.add(event.json()));
        return new JsonObject().put("total", total).put("found", found.size()).put("events", listed);
    }

    /** How many came, and how many of those kept tell what another had told before. */
    public synchronized JsonObject verdict() {
        Set<String> seen = new HashSet<>();
        long again = events.stream().filter(event -> !seen.add(event.told())).count();
        return new JsonObject().put("events", total).put("toldAgain", again);
    }
}
