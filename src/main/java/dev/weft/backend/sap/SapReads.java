package dev.weft.backend.sap;

import dev.weft.backend.client.BackendClient;
import dev.weft.backend.client.BackendRequest;
import dev.weft.backend.client.BackendResponse;
import dev.weft.backend.odata.ODataBatch;
import dev.weft.backend.odata.ODataError;
import dev.weft.backend.odata.ODataFilter;
import dev.weft.backend.odata.ODataQuery;
import dev.weft.backend.odata.ODataRows;
import dev.weft.kernel.RequestContext;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads of one service about many materials in one call: a GET whose filter names them all, or, where that would make the URL too long,
 * one {@code $batch} of several such GETs.
 */
final class SapReads {
    private final BackendClient client;
    private final String service;
    private final int maxUrlLength;
    private final CsrfSession session;

    SapReads(BackendClient client, String service, int maxUrlLength) {
        this.client = client;
        this.service = service;
        this.maxUrlLength = maxUrlLength;
        this.session = new CsrfSession(client, service);
    }

    /** Hands every row of {@code query}, narrowed to {@code fixed} and to any of {@code values} in {@code property}, to {@code row}. */
    Future<Void> rows(
            String operation,
            ODataQuery query,
            ODataFilter fixed,
            Keys keys,
            ODataRows.Row row,
            RequestContext context) {
        ODataQuery whole = query.filter(fixed.and(ODataFilter.anyOf(keys.property(), keys.values())));
        if (whole.target().length() <= maxUrlLength) {
            return ODataRows.each(client, operation, whole, row, context);
        }
        List<ODataQuery> queries = new ArrayList<>();
        for (List<String> chunk : chunks(query.filter(fixed).target().length(), keys)) {
            queries.add(query.filter(fixed.and(ODataFilter.anyOf(keys.property(), chunk))));
        }
        return batch(operation, queries, context).compose(parts -> collect(operation, queries, parts, row, context));
    }

    /** The values a filter asks for in one property. */
    record Keys(String property, Collection<String> values) {}

    /** Asks {@code queries} in one call; as many answers, in the same order. */
    Future<List<ODataBatch.Part>> batch(String operation, List<ODataQuery> queries, RequestContext context) {
        BackendRequest request = new BackendRequest(
                operation,
                HttpMethod.POST,
                service + "/$batch",
                List.of(Map.entry("accept", "multipart/mixed")),
                Optional.of(new BackendRequest.Body(ODataBatch.CONTENT_TYPE, ODataBatch.body(queries))),
                true);
        return session.send(request, context).map(answer -> parts(answer, queries.size()));
    }

    private List<ODataBatch.Part> parts(BackendResponse answer, int expected) {
        if (!answer.ok()) {
            throw ODataError.failure(client.name(), answer.status(), answer.body());
        }
        return ODataBatch.parts(client.name(), answer.header("content-type").orElse(""), answer.body(), expected);
    }

    /** Each part's rows, and the further pages of parts that have some, one after another: {@code row} is never called twice at once. */
    private Future<Void> collect(
            String operation,
            List<ODataQuery> queries,
            List<ODataBatch.Part> parts,
            ODataRows.Row row,
            RequestContext context) {
        Future<Void> done = Future.succeededFuture();
        for (int i = 0; i < parts.size(); i++) {
            ODataQuery query = queries.get(i);
            ODataBatch.Part part = parts.get(i);
            done = done.compose(before -> ODataRows.rest(
                    client,
                    operation,
                    query,
                    ODataRows.read(client.name(), part.status(), part.body(), row),
                    row,
                    context));
        }
        return done;
    }

    private List<List<String>> chunks(int fixedLength, Keys keys) {
        List<List<String>> chunks = new ArrayList<>(1);
        List<String> chunk = new ArrayList<>(keys.values().size());
        int length = fixedLength;
        for (String value : keys.values()) {
            int more = ODataFilter.lengthInAnyOf(keys.property(), value);
            if (!chunk.isEmpty() && length + more > maxUrlLength) {
                chunks.add(chunk);
                chunk = new ArrayList<>();
                length = fixedLength;
            }
            chunk.add(value);
            length += more;
        }
        chunks.add(chunk);
        return chunks;
    }
}
