package dev.weft.backend.odata;

import dev.weft.backend.client.BackendClient;
import dev.weft.backend.client.BackendRequest;
import dev.weft.backend.client.JsonReader;
import dev.weft.backend.client.UrlText;
import dev.weft.kernel.Failure;
import dev.weft.kernel.RequestContext;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.Optional;

/**
 * Hands each row of an answer to its reader, page after page. Rows come one at a time, in the answer's order; pages may arrive on
 * different event loops, but never two at once, so a reader may collect into plain collections.
 */
public final class ODataRows {
    /** Past this a filter is wrong, not the answer long. */
    private static final int MAX_PAGES = 20;

    /** Takes one row; it enters the object itself and must read all of it. */
    @FunctionalInterface
    public interface Row {
        void read(JsonReader in) throws IOException;
    }

    /** Takes one member of a result and must read or skip its value. */
    @FunctionalInterface
    public interface Members {
        void read(String name, JsonReader in) throws IOException;
    }

    private ODataRows() {}

    /** Reads all pages of {@code query}. The future ends when the last row has been handed over. */
    public static Future<Void> each(
            BackendClient client, String operation, ODataQuery query, Row row, RequestContext context) {
        return new Paging(client, operation, row, context).page(query, 1);
    }

    /** Reads what {@code next}, found on the first page of {@code query}, points to, and whatever follows it. */
    public static Future<Void> rest(
            BackendClient client,
            String operation,
            ODataQuery query,
            Optional<String> next,
            Row row,
            RequestContext context) {
        return new Paging(client, operation, row, context).after(query, next, 1);
    }

    private record Paging(BackendClient client, String operation, Row row, RequestContext context) {
        Future<Void> page(ODataQuery query, int number) {
            return client.send(BackendRequest.get(operation, query.target()), context)
                    .compose(answer -> after(query, read(client.name(), answer.status(), answer.body(), row), number));
        }

        Future<Void> after(ODataQuery query, Optional<String> next, int number) {
            if (next.isEmpty()) {
                return Future.succeededFuture();
            }
            if (number >= MAX_PAGES) {
                return Future.failedFuture(
                        bad(client.name(), "more than " + MAX_PAGES + " pages").asException());
            }
            return page(following(client.name(), query, next.get()), number + 1);
        }
    }

    /** Reads one page; the link to the next one, where there is one. Throws {@link dev.weft.kernel.Failed}. */
    public static Optional<String> read(String source, int status, byte[] body, Row row) {
        if (status < 200 || status >= 300) {
            throw ODataError.failure(source, status, body);
        }
        return JsonReader.read(source, body, in -> envelope(in, row));
    }

    /**
     * Reads a function's single result. Services wrap it in three ways: bare, under the function's name, or as the one row of
     * {@code results}; {@code members} sees the same either way.
     */
    public static void readResult(String source, int status, byte[] body, String function, Members members) {
        if (status < 200 || status >= 300) {
            throw ODataError.failure(source, status, body);
        }
        boolean found = JsonReader.read(source, body, in -> result(in, function, members));
        if (!found) {
            throw bad(source, "no member 'd'").asException();
        }
    }

    private static Optional<String> envelope(JsonReader in, Row row) throws IOException {
        Optional<String> next = Optional.empty();
        boolean found = false;
        in.enterObject();
        while (in.nextMember()) {
            if (!in.member().equals("d")) {
                in.skip();
                continue;
            }
            found = true;
            if (in.isArray()) {
                rows(in, row);
            } else {
                next = collection(in, row);
            }
        }
        if (!found) {
            throw in.malformed("a member 'd'");
        }
        return next;
    }

    private static Optional<String> collection(JsonReader in, Row row) throws IOException {
        Optional<String> next = Optional.empty();
        boolean found = false;
        in.enterObject();
        while (in.nextMember()) {
            switch (in.member()) {
                case "results" -> {
                    found = true;
                    rows(in, row);
                }
                case "__next" -> next = Optional.of(in.text());
                default -> in.skip();
            }
        }
        if (!found) {
            throw in.malformed("a member 'results'");
        }
        return next;
    }

    private static void rows(JsonReader in, Row row) throws IOException {
        in.enterArray();
        while (in.nextElement()) {
            row.read(in);
        }
    }

    private static boolean result(JsonReader in, String function, Members members) throws IOException {
        boolean found = false;
        in.enterObject();
        while (in.nextMember()) {
            if (in.member().equals("d")) {
                found = true;
                unwrapped(in, function, members);
            } else {
                in.skip();
            }
        }
        return found;
    }

    private static void unwrapped(JsonReader in, String function, Members members) throws IOException {
        in.enterObject();
        while (in.nextMember()) {
            String name = in.member();
            if (name.equals(function)) {
                all(in, members);
            } else if (name.equals("results")) {
                rows(in, row -> all(row, members));
            } else {
                members.read(name, in);
            }
        }
    }

    private static void all(JsonReader in, Members members) throws IOException {
        in.enterObject();
        while (in.nextMember()) {
            members.read(in.member(), in);
        }
    }

    /**
     * The server's link, kept on the service we asked: only its last path segment and its query are taken, because whoever can write an
     * answer must not be able to choose where our credentials go next.
     */
    private static ODataQuery following(String source, ODataQuery query, String next) {
        int mark = next.indexOf('?');
        String path = mark < 0 ? next : next.substring(0, mark);
        String segment = path.substring(path.lastIndexOf('/') + 1);
        if (mark < 0 || segment.isEmpty() || segment.startsWith(".") || !UrlText.isClean(next)) {
            throw bad(source, "a link to the next page that cannot be followed").asException();
        }
        return new ODataQuery(query.service(), segment, next.substring(mark + 1));
    }

    private static Failure bad(String source, String detail) {
        return Failure.of(Failure.Reason.BAD_ANSWER, source, detail);
    }
}
