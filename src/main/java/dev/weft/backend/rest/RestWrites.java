package dev.weft.backend.rest;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.backend.client.BackendClient;
import dev.weft.backend.client.BackendRequest;
import dev.weft.backend.client.BackendResponse;
import dev.weft.backend.client.Refusal;
import dev.weft.backend.client.UrlText;
import dev.weft.kernel.Failed;
import dev.weft.kernel.Failure;
import dev.weft.kernel.MalformedJson;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.StrictJson;
import dev.weft.outbox.AfterSend;
import dev.weft.outbox.Outcome;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends one document to a JSON system, once, and finds documents again by our reference. */
final class RestWrites {
    private static final Logger log = LoggerFactory.getLogger(RestWrites.class);

    private final BackendClient client;
    private final RestOrderRules rules;
    private final Optional<JsonPointer> errorCode;
    private final Fields fields;

    RestWrites(BackendClient client, RestSettings settings, RestOrderRules rules) {
        this.client = client;
        this.rules = rules;
        this.errorCode = settings.errorCode().map(pointer -> Fields.compile("errorCode", pointer));
        this.fields = new Fields(client.name());
    }

    String path(String template, String place, String value) {
        return template.replace("{" + place + "}", UrlText.segment(value));
    }

    Future<Outcome> send(
            String operation,
            String path,
            ObjectNode document,
            Function<JsonNode, Outcome> success,
            RequestContext context) {
        BackendRequest request = new BackendRequest(
                operation,
                HttpMethod.POST,
                path,
                List.of(Map.entry("accept", "application/json")),
                Optional.of(new BackendRequest.Body(
                        "application/json", document.toString().getBytes(StandardCharsets.UTF_8))),
                false);
        return client.send(request, context)
                .map(answer -> answer.ok() ? success.apply(tree(answer.body())) : refused(answer))
                .otherwise(cause -> AfterSend.of(cause, client.name()));
    }

    private Outcome refused(BackendResponse answer) {
        String code = code(answer.body());
        Failure failure = Refusal.of(client.name(), answer.status(), code).failure();
        if (rules.calls().codes().taken().contains(code)) {
            return new Outcome.Uncertain(failure); // somebody has this reference: the question after it tells who
        }
        if (rules.calls().codes().tooLate().contains(code)) {
            return AfterSend.rejected("too_late");
        }
        return switch (answer.status()) {
            case 400, 409, 410, 413, 415, 422 -> AfterSend.rejected(failure.detail());
            case 403, 404, 405, 412 -> new Outcome.NotApplied(failure, false);
            default -> new Outcome.Uncertain(failure);
        };
    }

    /** The document with this reference. */
    Future<Outcome> find(
            String kind, RestOrderRules.Search search, String reference, String numberField, RequestContext context) {
        return numbers(kind, search, reference, numberField, context)
                .map(numbers -> found(kind, reference, numbers))
                .otherwise(cause -> AfterSend.notTold(cause, client.name()));
    }

    /**
     * The numbers of all documents with this reference. Rows with another one, whatever the question was understood to be, do not count.
     * Fails where the system does not tell.
     */
    Future<List<String>> numbers(
            String kind, RestOrderRules.Search search, String reference, String numberField, RequestContext context) {
        BackendRequest request = BackendRequest.get(kind + "Lookup", path(search.path(), "reference", reference));
        return client.send(request, context).map(answer -> numbers(search, reference, numberField, answer));
    }

    private List<String> numbers(
            RestOrderRules.Search search, String reference, String numberField, BackendResponse answer) {
        if (!answer.ok()) {
            throw Refusal.of(client.name(), answer.status(), code(answer.body()));
        }
        JsonNode rows = tree(answer.body()).at(JsonPointer.compile(search.rows()));
        if (!rows.isArray()) {
            throw bad("expected an array of rows at '" + search.rows() + "'");
        }
        JsonPointer number = Fields.compile(numberField, rules.required(numberField));
        JsonPointer ours = Fields.compile("reference", rules.required("reference"));
        List<String> numbers = new ArrayList<>(1);
        rows.forEach(row -> {
            if (fields.textIfAny(row, ours).filter(reference::equals).isPresent()) {
                numbers.add(fields.text(row, number));
            }
        });
        return numbers;
    }

    private Outcome found(String kind, String reference, List<String> numbers) {
        if (numbers.isEmpty()) {
            return AfterSend.absent(client.name());
        }
        if (numbers.size() > 1) {
            log.warn("{}: {} {}s carry the reference {}: {}", client.name(), numbers.size(), kind, reference, numbers);
        }
        return AfterSend.applied(numbers.stream().sorted().findFirst().orElseThrow());
    }

    /** One order; empty where the system does not know it. */
    Future<Optional<JsonNode>> one(String path, RequestContext context) {
        return client.send(BackendRequest.get("orders", path), context).map(answer -> {
            if (answer.status() == 404) {
                return Optional.empty();
            }
            if (!answer.ok()) {
                throw Refusal.of(client.name(), answer.status(), code(answer.body()));
            }
            return Optional.of(tree(answer.body()));
        });
    }

    private String code(byte[] error) {
        try {
            return errorCode.map(pointer -> tree(error).at(pointer).asText("")).orElse("");
        } catch (Failed anotherShape) {
            return "";
        }
    }

    private JsonNode tree(byte[] document) {
        try {
            return StrictJson.unambiguous(document);
        } catch (MalformedJson notJson) {
            throw bad("the answer is not JSON: " + notJson.fault().code());
        }
    }

    private Failed bad(String detail) {
        return Failure.of(Failure.Reason.BAD_ANSWER, client.name(), detail).asException();
    }
}
