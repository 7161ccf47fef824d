package dev.weft.sandbox.scapi;

import dev.weft.sandbox.data.Site;
import dev.weft.sandbox.data.World;
import dev.weft.sandbox.wire.BackOffice;
import dev.weft.sandbox.wire.Call;
import dev.weft.sandbox.wire.OpaqueTokens;
import dev.weft.sandbox.wire.Operation;
import dev.weft.sandbox.wire.Reply;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code /scapi-admin}: Account Manager's token at {@code /dwsso/oauth2/access_token}, and of the Orders API the export status: {@code
 * PUT .../orders/NO/export-status} and {@code GET .../orders?exportStatus=}. It has prefix and tokens of its own, because SLAS tokens open
 * none of it. At most a million states are kept.
 */
public final class CommerceAdmin implements BackOffice {

    private static final List<String> ORDERS = List.of("checkout", "orders", "v1", "organizations");
    private static final Set<String> STATES = Set.of("not_exported", "exported", "ready", "failed");
    private static final int MOST = 1_000_000;
    private static final int MOST_LISTED = 200;

    /** Numbers commerce gives to orders placed since the start; those of the past are looked up. */
    private static final String PLACED = "WEB9[0-9]{8}";

    private final World world;
    private final OrderStore placed;
    private final OpaqueTokens tokens;
    private final OpaqueTokens agents;
    private final Map<String, String> states = new ConcurrentHashMap<>();
    private final Operation token = new Operation("token", this::token);
    private final Operation export = new Operation("exportStatus", call -> guarded(call, true));
    private final Operation list = new Operation("orders", call -> guarded(call, false));
    private final Operation unknown =
            new Operation("unknown", call -> Problems.notFound("resource", "There is nothing at this path."));

    /** The back door of {@code commerce}. */
    public CommerceAdmin(World world, Commerce commerce, InstantSource clock) {
        this.world = world;
        this.placed = commerce.placed();
        this.agents = commerce.agents();
        this.tokens = new OpaqueTokens(clock, Duration.ofMinutes(30));
    }

    @Override
    public String name() {
        return "scapi-admin";
    }

    @Override
    public Operation operation(Call call) {
        List<String> path = call.segments();
        if (path.equals(List.of("dwsso", "oauth2", "access_token"))) {
            return token;
        }
        boolean orders = path.size() >= 6
                && path.subList(0, 4).equals(ORDERS)
                && path.get(5).equals("orders");
        if (orders
                && path.size() == 8
                && path.get(7).equals("export-status")
                && call.method().equals(HttpMethod.PUT)) {
            return export;
        }
        return orders && path.size() == 6 && call.method().equals(HttpMethod.GET) ? list : unknown;
    }

    @Override
    public Reply failure(int status) {
        return Problems.of(status, "server-error", "Server Error", "Something went wrong.");
    }

    @Override
    public void expireTokens() {
        tokens.expireAll();
    }

    private Reply token(Call call) {
        if (Clients.authenticated(call).isEmpty()) {
            return Problems.unauthorized();
        }
        boolean person = Clients.first(call.form(), "grant_type").equals("password");
        if (person && !TrustedAgents.signsIn(call.form())) {
            return Problems.unauthorized();
        }
        String issued = person ? agents.issue("AG") : tokens.issue("AM");
        return Reply.json(200, json -> {
            json.writeStartObject();
            json.writeStringField("access_token", issued);
            json.writeStringField("token_type", "Bearer");
            json.writeNumberField("expires_in", tokens.lifetime().toSeconds());
            json.writeStringField("scope", "SALESFORCE_COMMERCE_API:zzwf_001 sfcc.orders.rw");
            json.writeEndObject();
        });
    }

    private Reply guarded(Call call, boolean change) {
        if (call.bearer().filter(tokens::isValid).isEmpty()) {
            return Problems.unauthorized();
        }
        if (!Clients.isOrganization(call.segment(4))) {
            return Problems.notFound("organization", "The organization does not exist.");
        }
        if (call.param("siteId").flatMap(Site::of).isEmpty()) {
            return Problems.badRequest("The query parameter 'siteId' is missing or names no site.");
        }
        return change ? change(call.segment(6), call.body()) : listed(call);
    }

    private Reply change(String number, String body) {
        String status;
        try {
            status = new JsonObject(body).getString("status", "");
        } catch (DecodeException | ClassCastException e) {
            return Problems.badRequest("The body is no JSON object with a status.");
        }
        if (!STATES.contains(status)) {
            return Problems.badRequest("The status is none of " + STATES + ".");
        }
        if (placed.change(number, order -> order.withExportStatus(status)).isPresent()) {
            return Reply.empty(204);
        }
        if (!number.matches(PLACED) && world.orders().byReference(number).isEmpty()) {
            return Problems.notFound("order", "There is no order " + number + ".");
        }
        if (states.size() >= MOST && !states.containsKey(number)) {
            return failure(503);
        }
        states.put(number, status);
        return Reply.empty(204);
    }

    /** Orders placed here with all their fields, oldest first; of those of the past only their state is known. */
    private Reply listed(Call call) {
        String status = call.param("exportStatus").orElse("");
        String site = call.param("siteId").orElse("");
        List<JsonObject> all = new ArrayList<>();
        placed.all().stream()
                .filter(order -> order.owner().site().id().equals(site))
                .filter(order -> status.isEmpty() || order.exportStatus().equals(status))
                .sorted(Comparator.comparing(PlacedOrder::placed).thenComparing(PlacedOrder::number))
                .forEach(order -> all.add(order.json()));
        states.entrySet().stream()
                .filter(state -> status.isEmpty() || state.getValue().equals(status))
                .sorted(Map.Entry.comparingByKey())
                .forEach(state ->
                        all.add(new JsonObject().put("orderNo", state.getKey()).put("exportStatus", state.getValue())));
        int limit = number(call, "limit", MOST_LISTED);
        int offset = number(call, "offset", 0);
        JsonArray page = new JsonArray();
        all.stream().skip(offset).limit(Math.min(limit, MOST_LISTED)).forEach(page::add);
        return Reply.json(
                200,
                new JsonObject()
                        .put("limit", limit)
                        .put("offset", offset)
                        .put("total", all.size())
                        .put("data", page)
                        .toBuffer()
                        .getBytes());
    }

    private static int number(Call call, String name, int otherwise) {
        return call.param(name)
                .filter(text -> text.matches("[0-9]{1,7}"))
                .map(Integer::parseInt)
                .orElse(otherwise);
    }
}
