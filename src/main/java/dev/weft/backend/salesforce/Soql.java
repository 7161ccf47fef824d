package dev.weft.backend.salesforce;

import dev.weft.backend.client.BackendClient;
import dev.weft.backend.client.BackendRequest;
import dev.weft.backend.client.JsonReader;
import dev.weft.backend.client.UrlText;
import dev.weft.kernel.Failed;
import dev.weft.kernel.Failure;
import dev.weft.kernel.RequestContext;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One SOQL query, read record by record over all its pages; records come one at a time. */
final class Soql {
    private static final int MAX_PAGES = 10;
    private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{1,2}\\.0");
    private static final Pattern FIELD = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,79}");
    private static final Pattern LOCATOR = Pattern.compile("[A-Za-z0-9-]{1,80}");

    /** Takes one record; it enters the object itself and must read all of it. */
    @FunctionalInterface
    interface Row {
        void read(JsonReader in) throws IOException;
    }

    private final BackendClient client;
    private final String path;

    Soql(BackendClient client, String apiVersion) {
        this.client = client;
        this.path = "/services/data/v" + apiVersion + "/query";
    }

    static void checkVersion(String version) {
        if (!VERSION.matcher(version).matches()) {
            throw new IllegalArgumentException("apiVersion: '" + version + "' (expected: like 62.0)");
        }
    }

    static void checkField(String name, String field) {
        if (!FIELD.matcher(field).matches()) {
            throw new IllegalArgumentException(name + ": '" + field + "' (expected: a field's API name)");
        }
    }

    /** {@code ('a','b')} with every text escaped: no value can end its literal early. */
    static String in(Collection<String> texts) {
        return texts.stream().map(Soql::literal).collect(Collectors.joining(",", "(", ")"));
    }

    private static String literal(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /** Hands every record of {@code query} to {@code row}. */
    Future<Void> rows(String query, Row row, RequestContext context) {
        return page(path + "?q=" + UrlText.query(query), row, context, 1);
    }

    private Future<Void> page(String target, Row row, RequestContext context, int number) {
        return client.send(BackendRequest.get("query", target), context).compose(answer -> {
            if (!answer.ok()) {
                throw SalesforceError.failure(client.name(), answer.status(), answer.body());
            }
            Optional<String> next = JsonReader.read(client.name(), answer.body(), in -> records(in, row));
            if (next.isEmpty()) {
                return Future.succeededFuture();
            }
            if (number >= MAX_PAGES) {
                throw bad("more than " + MAX_PAGES + " pages");
            }
            return page(path + '/' + locator(next.get()), row, context, number + 1);
        });
    }

    /** Only the cursor is taken from the link: an answer must not choose where our credentials go next. */
    private String locator(String link) {
        String locator = link.substring(link.lastIndexOf('/') + 1);
        if (!LOCATOR.matcher(locator).matches()) {
            throw bad("a link to the next page that cannot be followed");
        }
        return locator;
    }

    private static Optional<String> records(JsonReader in, Row row) throws IOException {
        Optional<String> next = Optional.empty();
        boolean found = false;
        in.enterObject();
        while (in.nextMember()) {
            switch (in.member()) {
                case "records" -> {
                    found = true;
                    in.enterArray();
                    while (in.nextElement()) {
                        row.read(in);
                    }
                }
                case "nextRecordsUrl" -> next = Optional.of(in.textOrEmpty()).filter(link -> !link.isEmpty());
                default -> in.skip();
            }
        }
        if (!found) {
            throw in.malformed("a member 'records'");
        }
        return next;
    }

    /** The {@code Name} of the related record the reader stands on; empty where there is none. */
    static String nameOf(JsonReader in) throws IOException {
        String name = "";
        if (in.isNull()) {
            return name;
        }
        in.enterObject();
        while (in.nextMember()) {
            if (in.member().equals("Name")) {
                name = in.textOrEmpty();
            } else {
                in.skip();
            }
        }
        return name;
    }

    private Failed bad(String detail) {
        return Failure.of(Failure.Reason.BAD_ANSWER, client.name(), detail).asException();
    }
}
