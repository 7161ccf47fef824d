package dev.weft.backend.sap;

import dev.weft.backend.client.BackendClient;
import dev.weft.backend.client.BackendRequest;
import dev.weft.backend.client.BackendResponse;
import dev.weft.backend.odata.ODataError;
import dev.weft.backend.odata.ODataFilter;
import dev.weft.backend.odata.ODataQuery;
import dev.weft.backend.odata.ODataRows;
import dev.weft.kernel.Failure;
import dev.weft.kernel.RequestContext;
import dev.weft.outbox.AfterSend;
import dev.weft.outbox.Outcome;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The documents of one SAP service: created once, and found again by the reference in {@code PurchaseOrderByCustomer}. A write is sent at
 * most once per call; only an answer that demands a CSRF token, which says that nothing was done, is followed by a second send.
 */
final class SapDocuments {
    private static final Logger log = LoggerFactory.getLogger(SapDocuments.class);
    private static final String ROOT = "/sap/opu/odata/sap/";
    private static final String REFERENCE = "PurchaseOrderByCustomer";
    private static final String REJECTION = "OverallSDDocumentRejectionSts";
    private static final String WHOLLY = "C";

    /** SAP's own message where a system is set to keep references unique. */
    private static final String TAKEN = "V4/115";

    private final BackendClient client;
    private final CsrfSession session;
    private final String service;
    private final String set;
    private final String number;
    private final String kind;

    /**
     * Documents of one set.
     *
     * @param set for example {@code A_SalesOrder}; its key is the same without the prefix
     * @param kind for operation names, for example {@code order}
     */
    SapDocuments(BackendClient client, String service, String set, String kind) {
        this.client = client;
        this.service = ROOT + service;
        this.session = new CsrfSession(client, this.service);
        this.set = set;
        this.number = set.substring(set.indexOf('_') + 1);
        this.kind = kind;
    }

    /** A query of another set of this service. */
    ODataQuery query(String resource) {
        return ODataQuery.of(service, resource);
    }

    Future<Outcome> create(JsonObject document, RequestContext context) {
        return send(kind + "Create", HttpMethod.POST, set, document, Optional.empty(), context, this::created);
    }

    /** Changes one entity, if it is still the one {@code etag} was read from; {@code result} is the outcome's. */
    Future<Outcome> change(String resource, JsonObject changes, String etag, String result, RequestContext context) {
        return send(
                kind + "Change",
                HttpMethod.PATCH,
                resource,
                changes,
                Optional.of(etag),
                context,
                answer -> AfterSend.applied(result));
    }

    /** Reads the outcome from a 2xx. */
    private interface Success {
        Outcome of(BackendResponse answer);
    }

    private Future<Outcome> send(
            String operation,
            HttpMethod method,
            String resource,
            JsonObject body,
            Optional<String> etag,
            RequestContext context,
            Success success) {
        BackendRequest plain = new BackendRequest(
                operation,
                method,
                service + '/' + resource,
                List.of(Map.entry("accept", "application/json")),
                Optional.of(new BackendRequest.Body(
                        "application/json", body.toBuffer().getBytes())),
                false);
        BackendRequest request =
                etag.map(version -> plain.withHeader("if-match", version)).orElse(plain);
        return session.ready(context)
                .transform(ready -> ready.failed()
                        ? Future.succeededFuture(AfterSend.notReady(ready.cause(), client.name()))
                        : session.send(request, context)
                                .map(answer -> judged(answer, success))
                                .otherwise(cause -> AfterSend.of(cause, client.name())));
    }

    private Outcome judged(BackendResponse answer, Success success) {
        if (answer.ok()) {
            return success.of(answer);
        }
        Failure failure = ODataError.failure(client.name(), answer.status(), answer.body())
                .failure();
        return switch (answer.status()) {
            case 400, 409, 413, 415, 422 ->
                failure.detail().endsWith(TAKEN)
                        ? new Outcome.Uncertain(failure) // somebody has this reference: the question after it tells who
                        : AfterSend.rejected(failure.detail());
            case 403, 404, 405, 412, 428 -> new Outcome.NotApplied(failure, false);
            default -> new Outcome.Uncertain(failure);
        };
    }

    private Outcome created(BackendResponse answer) {
        String[] found = {""};
        ODataRows.readResult(client.name(), answer.status(), answer.body(), set, (name, in) -> {
            if (name.equals(number)) {
                found[0] = in.text();
            } else {
                in.skip();
            }
        });
        return found[0].isEmpty()
                ? new Outcome.Uncertain(
                        Failure.of(Failure.Reason.BAD_ANSWER, client.name(), "created, but without a number"))
                : AfterSend.applied(found[0]);
    }

    /** The document with this reference. */
    Future<Outcome> find(String reference, RequestContext context) {
        return numbers(reference, query(set).select(number, REFERENCE), context)
                .map(numbers -> found(reference, numbers))
                .otherwise(cause -> AfterSend.notTold(cause, client.name()));
    }

    /** The numbers of all documents with this reference that are not rejected as a whole. */
    Future<List<String>> live(String reference, RequestContext context) {
        return numbers(reference, query(set).select(number, REFERENCE, REJECTION), context);
    }

    /** Rows with another reference, whatever the filter was understood to be, do not count. */
    private Future<List<String>> numbers(String reference, ODataQuery query, RequestContext context) {
        List<String> numbers = new ArrayList<>(1);
        ODataRows.Row row = in -> {
            String key = "";
            String found = "";
            String rejected = "";
            in.enterObject();
            while (in.nextMember()) {
                if (in.member().equals(number)) {
                    key = in.text();
                } else if (in.member().equals(REFERENCE)) {
                    found = in.textOrEmpty();
                } else if (in.member().equals(REJECTION)) {
                    rejected = in.textOrEmpty();
                } else {
                    in.skip();
                }
            }
            if (key.isEmpty()) {
                throw in.malformed(number);
            }
            if (found.equals(reference) && !rejected.equals(WHOLLY)) {
                numbers.add(key);
            }
        };
        return ODataRows.each(client, kind + "Lookup", query.filter(ODataFilter.eq(REFERENCE, reference)), row, context)
                .map(numbers);
    }

    private Outcome found(String reference, List<String> numbers) {
        if (numbers.isEmpty()) {
            return AfterSend.absent(client.name());
        }
        if (numbers.size() > 1) {
            log.warn("{}: {} {}s carry the reference {}: {}", client.name(), numbers.size(), kind, reference, numbers);
        }
        return AfterSend.applied(numbers.stream().sorted().findFirst().orElseThrow());
    }

    /** Reads one entity; empty where SAP does not know it. */
    Future<Boolean> one(ODataQuery query, ODataRows.Members members, RequestContext context) {
        return client.send(BackendRequest.get(kind + "s", query.target()), context)
                .map(answer -> {
                    if (answer.status() == 404) {
                        return false;
                    }
                    ODataRows.readResult(client.name(), answer.status(), answer.body(), set, members);
                    return true;
                });
    }

    Future<Void> rows(ODataQuery query, ODataRows.Row row, RequestContext context) {
        return ODataRows.each(client, kind + "s", query, row, context);
    }
}
