package dev.weft.sandbox;

import dev.weft.sandbox.wire.Subject;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * In which order creates and lookups of each reference came, one letter each, and the verdict on that order. Thread-safe.
 *
 * <p>Creates: {@code A} done and answered, {@code U} done and not answered well, {@code L} neither done nor answered, {@code R}
 * refused with an answer that leaves no doubt, {@code T} done long after the caller had gone. Lookups: {@code f} found,
 * {@code n} nothing found, {@code x} not answered. A create is blind if an earlier one of its reference may have been done and
 * no lookup has been answered since. At most a million references are kept; what comes beyond is counted as not seen.
 */
final class Arrivals {

    private static final int MOST = 1_000_000;
    private static final int MOST_LISTED = 100;

    private final ConcurrentHashMap<String, ConcurrentHashMap<String, String>> seen = new ConcurrentHashMap<>();
    private final AtomicLong references = new AtomicLong();
    private final AtomicLong unseen = new AtomicLong();

    /** How a request ended for its caller. */
    enum Fate {
        ANSWERED,
        SPOILT,
        LOST,
        REFUSED,
        LATE
    }

    void note(String system, Subject subject, Fate fate, boolean success) {
        String kind = system + "." + subject.kind();
        ConcurrentHashMap<String, String> ofKind = seen.computeIfAbsent(kind, key -> new ConcurrentHashMap<>());
        if (!ofKind.containsKey(subject.reference()) && references.incrementAndGet() > MOST) {
            references.decrementAndGet();
            unseen.incrementAndGet();
            return;
        }
        ofKind.merge(subject.reference(), letter(subject.act(), fate, success), String::concat);
    }

    private static String letter(Subject.Act act, Fate fate, boolean success) {
        if (act == Subject.Act.LOOKUP) {
            return fate != Fate.ANSWERED ? "x" : success ? "f" : "n";
        }
        return switch (fate) {
            case ANSWERED -> success ? "A" : "R";
            case SPOILT -> success ? "U" : "L";
            case LOST -> "L";
            case REFUSED -> "R";
            case LATE -> "T";
        };
    }

    void reset() {
        seen.clear();
        references.set(0);
        unseen.set(0);
    }

    /** All kinds with their counts, and the references that break the rule. */
    JsonObject verdict() {
        JsonObject json = new JsonObject();
        new TreeMap<>(seen).forEach((kind, histories) -> json.put(kind, verdict(histories)));
        return json.put("notSeen", unseen.get());
    }

    /** What happened about one reference, by kind. */
    JsonObject of(String reference) {
        JsonObject json = new JsonObject();
        new TreeMap<>(seen).forEach((kind, histories) -> {
            String history = histories.get(reference);
            if (history != null) {
                json.put(kind, history);
            }
        });
        return json;
    }

    private static JsonObject verdict(Map<String, String> histories) {
        long creates = 0;
        long lookups = 0;
        long repeated = 0;
        int blind = 0;
        int afterFound = 0;
        JsonArray examples = new JsonArray();
        for (Map.Entry<String, String> each : histories.entrySet()) {
            History history = History.of(each.getValue());
            creates += history.creates();
            lookups += history.lookups();
            repeated += history.creates() > 1 ? 1 : 0;
            blind += history.blind();
            afterFound += history.afterFound();
            if (history.blind() + history.afterFound() > 0 && examples.size() < MOST_LISTED) {
                examples.add(new JsonObject().put("reference", each.getKey()).put("history", each.getValue()));
            }
        }
        return new JsonObject()
                .put("references", histories.size())
                .put("creates", creates)
                .put("lookups", lookups)
                .put("referencesSentAgain", repeated)
                .put("blindSends", blind)
                .put("sendsAfterFound", afterFound)
                .put("examples", examples);
    }

    /** A history read from left to right. */
    record History(int creates, int lookups, int blind, int afterFound) {

        static History of(String letters) {
            int creates = 0;
            int lookups = 0;
            int blind = 0;
            int afterFound = 0;
            boolean doubt = false;
            boolean found = false;
            for (int i = 0; i < letters.length(); i++) {
                char letter = letters.charAt(i);
                switch (letter) {
                    case 'A', 'U', 'L', 'R' -> {
                        creates++;
                        blind += doubt ? 1 : 0;
                        afterFound += found ? 1 : 0;
                        doubt = letter == 'R' ? doubt : true;
                    }
                    case 'f', 'n' -> {
                        lookups++;
                        doubt = false;
                        found = letter == 'f';
                    }
                    case 'x' -> lookups++;
                    default -> {
                        // a late effect is nobody's request
                    }
                }
            }
            return new History(creates, lookups, blind, afterFound);
        }
    }
}
