package dev.weft.load.orders;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a storm's answers say: which order each key and shopper came to, and every answer that is not as it should be. */
final class Verdicts {
    private static final int SHOWN = 5;

    private record Owner(String key, String token) {}

    /** What a key of a shopper came to: an order, or a refusal that is kept likewise; then {@code id} is empty. */
    private record Effect(String id, String request, String answer) {}

    private final Map<Owner, Effect> effects = new HashMap<>();
    private final Map<String, Integer> answers = new TreeMap<>();
    private final Map<Owner, Set<String>> bodies = new HashMap<>();
    private int overtaken;
    private int doubled;
    private int different;
    private int open;
    private int replayed;
    private int mismatched;
    private int shared;
    private final JsonArray strange = new JsonArray();

    Verdicts(Iterable<Attempt.Ended> during, Iterable<Attempt.Ended> late) {
        during.forEach(ended -> take("", ended));
        late.forEach(
                ended -> take("late ", ended)); // where the storm's own answers were all lost, the first late one tells
        during.forEach(this::judge);
        late.forEach(this::judgeLate);
        countShared();
    }

    private void take(String when, Attempt.Ended ended) {
        count(when, ended);
        bodies.computeIfAbsent(owner(ended), owner -> new HashSet<>())
                .add(ended.attempt().body());
        if (kept(ended)) {
            effect(ended);
        }
    }

    private void count(String when, Attempt.Ended ended) {
        answers.merge(when + ended.status(), 1, Integer::sum);
        if (ended.end() == Attempt.End.GIVEN_UP) {
            open++;
        }
    }

    private void effect(Attempt.Ended ended) {
        Effect effect = new Effect(ended.id(), ended.attempt().body(), String.valueOf(ended.body()));
        Effect known = effects.putIfAbsent(owner(ended), effect);
        if (known != null && !known.equals(effect)) {
            doubled++;
        }
    }

    /** True for an answer that belongs to the key from then on; 409 of a request that still runs does not. */
    private static boolean kept(Attempt.Ended ended) {
        return ended.end() == Attempt.End.ACCEPTED
                || (ended.end() == Attempt.End.SOLD_OUT
                        && !String.valueOf(ended.body()).contains("\"in_progress\""));
    }

    private void judge(Attempt.Ended ended) {
        boolean proper = switch (ended.end()) {
            case ACCEPTED -> identical(ended);
            case REFUSED -> ended.status() == 422 && (!asked(ended) || overtaken(ended));
            case SOLD_OUT -> !kept(ended) || identical(ended);
            case GIVEN_UP -> true; // counted as open
        };
        if (!proper) {
            differs(ended);
        }
    }

    /**
     * True where another body was sent under the key as well: it may have been under way, and then have died with its process, when this
     * one was refused. Counted.
     */
    private boolean overtaken(Attempt.Ended ended) {
        boolean two = bodies.get(owner(ended)).size() > 1;
        overtaken += two ? 1 : 0;
        return two;
    }

    private void judgeLate(Attempt.Ended ended) {
        if (asked(ended) && kept(ended) && identical(ended)) {
            replayed++;
        } else if (!asked(ended) && ended.status() == 422) {
            mismatched++;
        } else {
            differs(ended);
        }
    }

    /** The first few are shown. */
    private void differs(Attempt.Ended ended) {
        different++;
        if (strange.size() < SHOWN) {
            Effect effect = effects.get(owner(ended));
            strange.add(new JsonObject()
                    .put("key", ended.attempt().key())
                    .put("number", ended.attempt().number())
                    .put("status", ended.status())
                    .put("tries", ended.tries())
                    .put("body", ended.body())
                    .put("asked", asked(ended))
                    .put("kept", effect == null ? "nothing" : effect.answer()));
        }
    }

    /** True where the answer is byte for byte the one that was given first, to the very same request. */
    private boolean identical(Attempt.Ended ended) {
        Effect effect = effects.get(owner(ended));
        return effect != null
                && effect.request().equals(ended.attempt().body())
                && effect.answer().equals(ended.body());
    }

    /** True where this is the request that had the effect. */
    private boolean asked(Attempt.Ended ended) {
        Effect effect = effects.get(owner(ended));
        return effect != null && effect.request().equals(ended.attempt().body());
    }

    private void countShared() {
        Map<String, Owner> owners = new HashMap<>();
        effects.forEach((owner, effect) -> {
            if (!effect.id().isEmpty() && owners.putIfAbsent(effect.id(), owner) != null) {
                shared++;
            }
        });
    }

    private static Owner owner(Attempt.Ended ended) {
        return new Owner(ended.attempt().key(), ended.attempt().token());
    }

    /** The ids of all orders that came of it. */
    Set<String> orders() {
        Set<String> ids = new HashSet<>();
        effects.values().forEach(effect -> ids.add(effect.id()));
        ids.remove("");
        return ids;
    }

    /** How many keys of shoppers came to something. */
    int effects() {
        return effects.size();
    }

    /** The order that {@code attempt}'s key came to for its shopper. */
    String effectOf(Attempt attempt) {
        Effect effect = effects.get(new Owner(attempt.key(), attempt.token()));
        return effect == null ? "none" : effect.id();
    }

    /** Kept answers that differ from the first of their key and shopper. */
    int doubled() {
        return doubled;
    }

    /** Answers that are neither 409, nor 422 to another body, nor the identical one. */
    int different() {
        return different;
    }

    int open() {
        return open;
    }

    /** Late replays answered identically. */
    int replayed() {
        return replayed;
    }

    /** Late replays with another body answered 422. */
    int mismatched() {
        return mismatched;
    }

    /** Orders that two shoppers were told of. */
    int shared() {
        return shared;
    }

    JsonObject json() {
        JsonObject json = new JsonObject();
        answers.forEach(json::put);
        json.put("refusedThoughLaterKept", overtaken);
        json.put("others", strange);
        return json;
    }
}
