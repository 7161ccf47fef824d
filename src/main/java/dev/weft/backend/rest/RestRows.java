package dev.weft.backend.rest;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.weft.backend.client.BackendClient;
import dev.weft.backend.client.BackendRequest;
import dev.weft.backend.client.BackendResponse;
import dev.weft.backend.client.Refusal;
import dev.weft.backend.client.UrlText;
import dev.weft.kernel.Failed;
import dev.weft.kernel.Failure;
import dev.weft.kernel.MalformedJson;
import dev.weft.kernel.Market;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.StrictJson;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Puts one configured question and finds the rows of its answer. Answers become trees here: what to read is only known at run time. */
final class RestRows {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final BackendClient client;
    private final RestSettings settings;
    private final String operation;
    private final RestCall call;
    private final Template path;
    private final Optional<Template> body;
    private final JsonPointer rows;

    RestRows(BackendClient client, RestSettings settings, String operation, RestCall call) {
        this.client = client;
        this.settings = settings;
        this.operation = operation;
        this.call = call;
        this.path = call.pathTemplate();
        this.body = call.bodyTemplate();
        this.rows = JsonPointer.compile(call.rows());
    }

    /** The site's settings; throws {@link Failed} where it has none here. */
    RestSettings.Site site(Market market) {
        RestSettings.Site site = settings.sites().get(market.site());
        if (site == null) {
            throw Failure.of(
                            Failure.Reason.INTERNAL,
                            client.name(),
                            "site '" + market.site() + "' is not configured here")
                    .asException();
        }
        return site;
    }

    /** All rows about {@code codes}, asked in as few calls as their number allows, all at once. */
    Future<List<JsonNode>> about(List<String> codes, Market market, RequestContext context) {
        List<Future<Optional<List<JsonNode>>>> calls = new ArrayList<>(1);
        for (int from = 0; from < codes.size(); from += call.maxKeys()) {
            List<String> share = codes.subList(from, Math.min(codes.size(), from + call.maxKeys()));
            calls.add(ask(new Question(share, "", market, site(market)), share.size() == 1, context));
        }
        return Future.all(calls).map(done -> {
            List<JsonNode> all = new ArrayList<>();
            done.<Optional<List<JsonNode>>>list().forEach(answer -> answer.ifPresent(all::addAll));
            return all;
        });
    }

    /** All rows about one customer; empty where the system does not know the customer (404). */
    Future<Optional<List<JsonNode>>> about(String customer, Market market, RequestContext context) {
        return ask(new Question(List.of(), customer, market, site(market)), true, context);
    }

    /** {@code priceList} and the like, filled for the market. */
    static String filled(Template template, Market market, RestSettings.Site site) {
        Question question = new Question(List.of(), "", market, site);
        return template.fill(question::value);
    }

    private Future<Optional<List<JsonNode>>> ask(Question question, boolean one, RequestContext context) {
        String target = path.fill(
                place -> place.equals("keys") ? joined(question.keys()) : UrlText.segment(question.value(place)));
        BackendRequest request = body.isEmpty()
                ? BackendRequest.get(operation, target)
                : BackendRequest.readingPost(operation, target, "application/json", json(body.get(), question));
        return client.send(request, context)
                .map(answer -> one && answer.status() == 404 ? Optional.empty() : Optional.of(rows(answer)));
    }

    private String joined(List<String> keys) {
        return call.keys()
                .parameter()
                .map(parameter -> keys.stream()
                        .map(key -> UrlText.segment(parameter) + '=' + UrlText.segment(key))
                        .collect(Collectors.joining("&")))
                .orElseGet(() -> UrlText.segment(String.join(call.keys().separator(), keys)));
    }

    private static byte[] json(Template template, Question question) {
        return template.fill(place -> {
                    if (place.equals("keys")) {
                        ArrayNode keys = JSON.arrayNode();
                        question.keys().forEach(keys::add);
                        return keys.toString();
                    }
                    return JSON.textNode(question.value(place)).toString();
                })
                .getBytes(StandardCharsets.UTF_8);
    }

    private List<JsonNode> rows(BackendResponse answer) {
        if (!answer.ok()) {
            throw Refusal.of(client.name(), answer.status(), errorCode(answer.body()));
        }
        JsonNode found = tree(answer.body()).at(rows);
        if (!found.isArray()) {
            throw Failure.of(Failure.Reason.BAD_ANSWER, client.name(), "expected an array of rows at '" + rows + "'")
                    .asException();
        }
        List<JsonNode> all = new ArrayList<>(found.size());
        found.forEach(all::add);
        return all;
    }

    private String errorCode(byte[] error) {
        try {
            return settings.errorCode()
                    .map(pointer ->
                            tree(error).at(Fields.compile("errorCode", pointer)).asText(""))
                    .orElse("");
        } catch (Failed anotherShape) {
            return "";
        }
    }

    private JsonNode tree(byte[] document) {
        try {
            return StrictJson.unambiguous(document);
        } catch (MalformedJson notJson) {
            throw Failure.of(
                            Failure.Reason.BAD_ANSWER,
                            client.name(),
                            "the answer is not JSON: " + notJson.fault().code())
                    .asException();
        }
    }

    /** What fills the places of a template. */
    private record Question(List<String> keys, String customer, Market market, RestSettings.Site site) {
        String value(String place) {
            return switch (place) {
                case "customer" -> customer;
                case "site" -> market.site();
                case "locale" -> market.locale();
                case "currency" -> market.currency().getCurrencyCode();
                default -> site.variables().getOrDefault(place.substring("market.".length()), "");
            };
        }
    }
}
