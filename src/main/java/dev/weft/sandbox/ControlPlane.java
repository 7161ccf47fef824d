package dev.weft.sandbox;

import dev.weft.sandbox.data.Shopper;
import dev.weft.sandbox.data.Site;
import dev.weft.sandbox.data.Variant;
import dev.weft.sandbox.data.World;
import dev.weft.sandbox.fault.Fault;
import dev.weft.sandbox.fault.Faults;
import dev.weft.sandbox.issuer.TokenDesk;
import dev.weft.sandbox.scapi.Commerce;
import dev.weft.sandbox.wire.BackOffice;
import dev.weft.sandbox.wire.Call;
import dev.weft.sandbox.wire.Reply;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** {@code /_sandbox}: faults, counters, books, ids to try, tokens, key rotation and page sizes. Open to whoever reaches the port. */
final class ControlPlane {

    private static final int MOST_LISTED = 10_000;

    private final World world;
    private final Map<String, BackOffice> systems;
    private final Commerce commerce;
    private final TokenDesk desk;
    private final Faults faults;
    private final RequestCounts counts;
    private final BooksControl books;

    ControlPlane(
            World world,
            Map<String, BackOffice> systems,
            Commerce commerce,
            TokenDesk desk,
            Faults faults,
            RequestCounts counts,
            BooksControl books) {
        this.world = world;
        this.systems = Map.copyOf(systems);
        this.commerce = commerce;
        this.desk = desk;
        this.faults = faults;
        this.counts = counts;
        this.books = books;
    }

    Reply answer(Call call) {
        try {
            return switch (call.method() + " " + call.segment(0)) {
                case "GET health" -> json(new JsonObject().put("status", "UP"));
                case "GET faults" -> json(faults.toJson());
                case "PUT faults" -> setFault(call.segment(1), Fault.parse(new JsonObject(call.body())));
                case "DELETE faults" -> clearFaults(call.segment(1));
                case "GET requests" -> json(counts.toJson());
                case "DELETE requests" -> resetCounts();
                case "GET skus" -> json(skus(limit(call), site(call)));
                case "GET shoppers" -> json(shoppers(limit(call)));
                case "POST token" -> token(wish(call));
                case "POST issuer" -> json(new JsonObject().put("access_token", desk.issue(wish(call))));
                case "DELETE issuer" -> withdraw(call.segment(1));
                case "POST scapi" -> rotateKeys(call);
                case "PUT scapi" -> commerce(call, new JsonObject(call.body()));
                case "PUT sap", "PUT crm", "PUT loyalty" -> pageSize(call);
                default ->
                    books.answer(call)
                            .map(ControlPlane::json)
                            .orElseGet(() ->
                                    refusal(404, "no such control: " + call.method() + " /_sandbox" + call.path()));
            };
        } catch (IllegalArgumentException | DecodeException | ClassCastException e) {
            return refusal(400, String.valueOf(e.getMessage()));
        }
    }

    /** Puts a fault in force, from a flag or a request. */
    Reply setFault(String name, Fault fault) {
        BackOffice system = system(name);
        for (Fault.Act act : fault.acts()) {
            switch (act) {
                case EXPIRE_TOKENS -> system.expireTokens();
                case STALE_CSRF -> system.expireCsrf();
            }
        }
        faults.set(name, fault);
        return json(faults.toJson());
    }

    private Reply clearFaults(String name) {
        if (name.isEmpty()) {
            faults.clear();
        } else {
            faults.clear(system(name).name());
        }
        return json(faults.toJson());
    }

    private Reply resetCounts() {
        counts.reset();
        return json(counts.toJson());
    }

    private JsonObject skus(int limit, Site site) {
        JsonArray skus = new JsonArray();
        List<Variant> all = world.catalogue().variants();
        for (Variant variant : all.subList(0, Math.min(limit, all.size()))) {
            skus.add(variant.sku());
        }
        return new JsonObject().put("site", site.id()).put("total", all.size()).put("skus", skus);
    }

    private JsonObject shoppers(int limit) {
        JsonArray shoppers = new JsonArray();
        IntStream.rangeClosed(1, Math.min(limit, world.shoppers().count()))
                .mapToObj(number -> world.shoppers().number(number).orElseThrow())
                .forEach(shopper -> shoppers.add(shopper(shopper)));
        return new JsonObject().put("total", world.shoppers().count()).put("shoppers", shoppers);
    }

    private static JsonObject shopper(Shopper shopper) {
        return new JsonObject()
                .put("customerId", shopper.customerId())
                .put("customerNo", shopper.customerNo())
                .put("login", shopper.email())
                .put("password", shopper.password())
                .put("site", shopper.home().id())
                .put("inCrm", shopper.inCrm())
                .put("member", shopper.isMember())
                .put("orders", shopper.hasOrders())
                .put("basket", shopper.hasBasket());
    }

    private Reply token(JsonObject wish) {
        String siteId = wish.getString("site", Site.WEFT_EU.id());
        Site site = Site.of(siteId).orElseThrow(() -> new IllegalArgumentException("site '" + siteId + "' is unknown"));
        Optional<Shopper> shopper = Optional.empty();
        String customer = wish.getString("customer", "");
        if (!customer.isEmpty()) {
            shopper = world.shoppers().byCustomerId(customer);
            if (shopper.isEmpty()) {
                return refusal(404, "customer '" + customer + "' is unknown");
            }
        }
        Optional<String> scopes = Optional.ofNullable(wish.getJsonArray("scopes"))
                .map(list ->
                        String.join(" ", list.stream().map(String.class::cast).toList()));
        long ttl = wish.getLong("ttlSeconds", 1_800L);
        return json(new JsonObject()
                .put("access_token", commerce.mint(shopper, site, scopes, ttl))
                .put("expires_in", ttl));
    }

    private static JsonObject wish(Call call) {
        return call.body().isEmpty() ? new JsonObject() : new JsonObject(call.body());
    }

    private Reply withdraw(String token) {
        desk.withdraw(token);
        return json(new JsonObject().put("withdrawn", true));
    }

    private Reply rotateKeys(Call call) {
        if (!call.segment(1).equals("rotate-keys")) {
            return refusal(404, "no such control");
        }
        commerce.rotateKeys();
        return json(new JsonObject().put("rotated", true));
    }

    /**
     * {@code lag}: whether commerce's price and stock lag behind the ERP's; {@code load}: how busy it says it is; {@code orders/NO}: the
     * status somebody at commerce gives an order, whose export status stays; {@code agents}: their tokens are refused from now on.
     */
    private Reply commerce(Call call, JsonObject wish) {
        switch (call.segment(1)) {
            case "lag" -> commerce.lag(wish.getBoolean("price", true), wish.getBoolean("stock", true));
            case "load" -> commerce.load(wish.getInteger("percent", -1));
            case "agents" -> commerce.expireAgents();
            case "orders" -> {
                if (!commerce.move(call.segment(2), wish.getString("status", ""))) {
                    return refusal(404, "no order '" + call.segment(2) + "' was placed");
                }
            }
            default -> {
                return refusal(404, "no such control");
            }
        }
        return json(wish);
    }

    private Reply pageSize(Call call) {
        if (!call.segment(1).equals("page-size")) {
            return refusal(404, "no such control");
        }
        int rows = new JsonObject(call.body()).getInteger("rows", 0);
        if (rows < 1) {
            throw new IllegalArgumentException("rows is " + rows + ", expected at least 1");
        }
        system(call.segment(0)).pageSize(rows);
        return json(new JsonObject().put("rows", rows));
    }

    private BackOffice system(String name) {
        BackOffice system = systems.get(name);
        if (system == null) {
            throw new IllegalArgumentException("system is '" + name + "', expected one of " + systems.keySet());
        }
        return system;
    }

    static int limit(Call call) {
        return call.param("limit")
                .filter(text -> text.matches("[0-9]{1,6}"))
                .map(text -> Math.min(MOST_LISTED, Integer.parseInt(text)))
                .orElse(20);
    }

    private static Site site(Call call) {
        String id = call.param("site").orElse(Site.WEFT_EU.id());
        return Site.of(id).orElseThrow(() -> new IllegalArgumentException("site '" + id + "' is unknown"));
    }

    private static Reply json(JsonObject json) {
        return Reply.json(200, json.toBuffer().getBytes());
    }

    private static Reply refusal(int status, String message) {
        return Reply.json(
                status, new JsonObject().put("error", message).toBuffer().getBytes());
    }
}
