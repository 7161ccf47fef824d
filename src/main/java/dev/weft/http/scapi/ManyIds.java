package dev.weft.http.scapi;

import dev.weft.http.EntityTag;
import dev.weft.http.scapi.Upstream.Onward;
import dev.weft.http.scapi.json.Document;
import dev.weft.http.scapi.json.Edits;
import dev.weft.http.scapi.json.Item;
import dev.weft.http.scapi.json.Shape;
import dev.weft.kernel.Failure;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * More products in one question than SCAPI answers: asked for in several, answered as one, in the order of the ids. Where one of the
 * questions is refused, its answer is the answer.
 */
final class ManyIds {
    /** What SCAPI answers at once. */
    static final int MOST_AT_ONCE = 24;

    /** More than any cart or list has. Beyond it the question passes as it is, and SCAPI refuses it. */
    private static final int MOST_QUESTIONS = 10;

    private static final Shape ENVELOPE = Shape.of("limit", "total", "data");

    private ManyIds() {}

    /** The targets to ask; one where the question is small enough. */
    static List<String> split(Asked asked) {
        @Nullable String raw = asked.raw("ids");
        if (raw == null) {
            return List.of(asked.target());
        }
        String[] ids = raw.split(",|%2[cC]", -1);
        if (ids.length <= MOST_AT_ONCE || ids.length > MOST_AT_ONCE * MOST_QUESTIONS) {
            return List.of(asked.target());
        }
        List<String> targets = new ArrayList<>();
        for (int from = 0; from < ids.length; from += MOST_AT_ONCE) {
            int to = Math.min(ids.length, from + MOST_AT_ONCE);
            targets.add(asked.with("ids", String.join(",", List.of(ids).subList(from, to))));
        }
        return targets;
    }

    /** Asks for all targets at once. */
    static Future<Gathered> ask(List<String> targets, Onward onward, Source source) {
        List<Future<Gathered>> answers = new ArrayList<>();
        for (String target : targets) {
            answers.add(source.ask(onward.to(target)));
        }
        return Future.all(answers)
                .compose(all -> joined(all.<Gathered>list())
                        .map(Future::succeededFuture)
                        .orElseGet(ManyIds::unreadable));
    }

    private static Future<Gathered> unreadable() {
        return Future.failedFuture(Failure.of(Failure.Reason.BAD_ANSWER, "scapi", "products are no list")
                .asException());
    }

    /** All as one; empty where one of them is not what it should be. */
    private static Optional<Gathered> joined(List<Gathered> answers) {
        StringBuilder data = new StringBuilder("[");
        long total = 0;
        long limit = 0;
        for (Gathered answer : answers) {
            if (answer.head().status() != 200) {
                return Optional.of(answer);
            }
            Optional<Item> root =
                    envelope(answer).flatMap(it -> it.roots().stream().findFirst());
            if (root.isEmpty()) {
                return Optional.empty();
            }
            String list = root.get().raw("data").orElse("[]").strip();
            String inner = list.substring(1, list.length() - 1).strip();
            data.append(data.length() > 1 && !inner.isEmpty() ? "," : "").append(inner);
            total += number(root.get(), "total");
            limit += number(root.get(), "limit");
        }
        Gathered first = answers.get(0);
        Optional<Document> document = envelope(first);
        String list = data.append(']').toString();
        long count = total;
        long most = limit;
        return document.map(it -> {
            Edits edits = it.edits();
            Item root = it.roots().get(0);
            root.set(edits, "data", list);
            root.set(edits, "total", Long.toString(count));
            root.set(edits, "limit", Long.toString(most));
            byte[] body = edits.apply();
            first.head().fields().remove(HttpHeaders.LAST_MODIFIED); // one piece's
            first.head().fields().set(HttpHeaders.ETAG, EntityTag.weak(body, body.length));
            return new Gathered(first.head(), body, oldest(answers));
        });
    }

    private static Duration oldest(List<Gathered> answers) {
        return answers.stream().map(Gathered::age).max(Duration::compareTo).orElse(Duration.ZERO);
    }

    private static Optional<Document> envelope(Gathered answer) {
        return Document.scan(answer.body(), ENVELOPE);
    }

    private static long number(Item item, String name) {
        String raw = item.raw(name).orElse("0");
        return raw.matches("[0-9]{1,9}") ? Long.parseLong(raw) : 0;
    }
}
