package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A registered shopper with things of his own in every system, and the marks by which they are known wherever they turn up: planted texts,
 * ids, and whatever else the systems say of this shopper. What a target or body calls {@code {order}} is his order; {@code {order!}} is one
 * made for this very use.
 */
final class PlantedShopper {
    static final String ORG = "/organizations/f_ecom_zzwf_001";
    static final String CUSTOMERS = "/customer/shopper-customers/v1" + ORG + "/customers/";
    static final String BASKETS = "/checkout/shopper-baskets/v2" + ORG + "/baskets";
    private static final Pattern THING = Pattern.compile("\\{([a-z]+)(!?)}");
    private static final int SHORTEST_MARK = 6;
    private static final int MOST_IDS = 16;

    private final RunningWeft weft;
    private final String customer;
    private final String mark;
    private final String token;
    private final KeptConnection connection;
    private final Map<String, String> things = new ConcurrentHashMap<>();
    private final Set<String> marks = ConcurrentHashMap.newKeySet();
    private final Set<String> ids = ConcurrentHashMap.newKeySet();
    private final Queue<String> recent = new ConcurrentLinkedQueue<>();

    private PlantedShopper(RunningWeft weft, String customer, String mark) {
        this.weft = weft;
        this.customer = customer;
        this.mark = mark;
        this.token = weft.sandbox().shopper(customer);
        this.connection = new KeptConnection(weft.port());
    }

    /** Plants what there is to plant; {@code mark} is letters only. */
    static PlantedShopper plant(RunningWeft weft, String customer, String mark) {
        PlantedShopper shopper = new PlantedShopper(weft, customer, mark);
        shopper.mark(mark);
        shopper.things.put("customer", customer);
        shopper.things.put("usid", claim(shopper.token, "sub").replaceAll(".*usid:", ""));
        shopper.things.put("org", ORG);
        shopper.id(customer);
        shopper.id(shopper.thing("usid"));
        shopper.mark(shopper.token.substring(shopper.token.lastIndexOf('.') + 1));
        shopper.profile();
        shopper.basket();
        for (String thing : List.of("sku", "address", "list", "card", "order", "hold")) {
            shopper.thing(thing);
        }
        shopper.ask(
                "PUT",
                "/shopper/shopper-context/v1" + ORG + "/shopper-context/" + shopper.thing("usid") + "?siteId=WeftEU",
                "{\"sourceCode\":\"" + mark + "source\"}",
                201);
        shopper.collect(shopper.ask("GET", CUSTOMERS + customer + "?siteId=WeftEU", "", 200)
                .json());
        return shopper;
    }

    /** The text that is planted in all that is this shopper's. */
    String name() {
        return mark;
    }

    String customer() {
        return customer;
    }

    String token() {
        return token;
    }

    /** Texts that say something of this shopper, and that nobody else may get to see. */
    Set<String> marks() {
        return marks;
    }

    /** Identifiers, which an operator sees as well. */
    Set<String> ids() {
        return ids;
    }

    /** Forgets marks that are no marks since {@code other} has them as well. */
    void unlike(PlantedShopper other) {
        Set<String> common = new LinkedHashSet<>(marks);
        common.retainAll(other.marks);
        marks.removeAll(common);
        other.marks.removeAll(common);
    }

    /** The mark of this shopper that {@code answer} carries; empty where it carries none. */
    String foundIn(Answer answer, boolean withIds) {
        String fields = answer.headers().toString();
        return Stream.of(marks, withIds ? ids : List.<String>of(), withIds ? recent : List.<String>of())
                .flatMap(Collection::stream)
                .filter(one -> answer.body().contains(one) || fields.contains(one))
                .findFirst()
                .orElse("");
    }

    /** {@code text} with this shopper's things in their places. */
    String filled(String text) {
        Matcher matcher = THING.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (matcher.find()) {
            String thing = matcher.group(2).isEmpty() ? thing(matcher.group(1)) : made(matcher.group(1));
            matcher.appendReplacement(filled, Matcher.quoteReplacement(thing));
        }
        return matcher.appendTail(filled).toString();
    }

    /** The body that {@code name} stands for: {@code -} is none, {@code @order} a draft in the name of {@code who}; else as it is written. */
    String body(String name, String who) {
        return switch (name) {
            case "-" -> "";
            case "@order" -> draft().replace(mark, who);
            default -> filled(name);
        };
    }

    private String thing(String name) {
        String held = things.get(name);
        if (held == null) {
            held = made(name);
            things.put(name, held);
        }
        return held;
    }

    /** Makes one; in one thread at a time. */
    private synchronized String made(String name) {
        return switch (name) {
            case "sku" -> new OrderKit(weft).stocked(weft.as(token));
            case "n" -> UUID.randomUUID().toString();
            case "order" ->
                id(ask("POST", "/v1/orders?site=WeftEU", draft(), 201).at("/id").asText());
            case "hold" -> held();
            case "address" -> address();
            case "list" ->
                id(ask("POST", mine("/product-lists"), "{\"type\":\"wish_list\",\"name\":\"" + mark + "list\"}", 200)
                        .at("/id")
                        .asText());
            case "card" ->
                id(ask("POST", mine("/payment-instruments"), """
                            {"paymentMethodId":"CREDIT_CARD","paymentCard":{"maskedNumber":"************1111","holder":"%s"}}""".formatted(mark), 200)
                        .at("/paymentInstrumentId")
                        .asText());
            default -> throw new IllegalArgumentException("thing: " + name);
        };
    }

    private String held() {
        String id = id(UUID.randomUUID().toString());
        ask(
                "POST",
                "/v1/reservations?site=WeftEU",
                "{\"actionRequestId\":\"" + id + "\",\"records\":[{\"sku\":\"" + thing("sku") + "\",\"quantity\":1}]}",
                201);
        return id;
    }

    private String address() {
        String id = mark + UUID.randomUUID().toString().substring(0, 8);
        ask("POST", mine("/addresses"), """
                {"addressId":"%s","firstName":"%sfirst","lastName":"%slast","address1":"%sstreet","city":"Hamburg",
                 "countryCode":"DE","postalCode":"20457"}""".formatted(id, mark, mark, mark), 200);
        return id;
    }

    private void profile() {
        ask("PATCH", mine(""), "{\"firstName\":\"" + mark + "first\",\"jobTitle\":\"" + mark + "job\"}", 200);
        JsonNode me = ask("GET", "/v1/me?site=WeftEU", "", 200).json();
        collect(((ObjectNode) me).without("meta"));
    }

    /** The open basket that commerce has of this shopper, or a new one, with his address in it. */
    private void basket() {
        JsonNode open = ask("GET", mine("/baskets"), "", 200).at("/baskets/0/basketId");
        String basket = open.isMissingNode()
                ? ask("POST", BASKETS + "?siteId=WeftEU", "{}", 200)
                        .at("/basketId")
                        .asText()
                : open.asText();
        things.put("basket", id(basket));
        ask("PUT", BASKETS + "/" + basket + "/customer?siteId=WeftEU", "{\"email\":\"" + mark + "@example.com\"}", 200);
    }

    private synchronized String draft() {
        Storefront storefront = weft.as(token);
        String sku = made("sku");
        BigDecimal price = new OrderKit(weft).price(storefront, sku);
        while (price.compareTo(BigDecimal.ONE) < 0) {
            sku = made("sku"); // some things are free, but not the tax on this draft
            price = new OrderKit(weft).price(storefront, sku);
        }
        return new OrderKit(weft)
                .order(sku, 1, price)
                .replace("ada@example.com", mark + "@example.com")
                .replace("Hafenstr. 1", mark + " 1")
                .replace("Byron", mark);
    }

    private String mine(String below) {
        return CUSTOMERS + customer + below + "?siteId=WeftEU";
    }

    private Answer ask(String method, String target, String body, int status) {
        Answer answer = connection.send(method, target, fields(token), body.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).as(method + " " + target + "\n" + answer).isEqualTo(status);
        return answer;
    }

    /** The field lines of a request that may carry a body, with a key of its own. */
    static List<String> fields(String token) {
        List<String> fields = new ArrayList<>(
                List.of("Content-Type: application/json", "Idempotency-Key: \"" + UUID.randomUUID() + "\""));
        if (!token.isEmpty()) {
            fields.add("Authorization: Bearer " + token);
        }
        return fields;
    }

    private void mark(String text) {
        marks.add(text);
    }

    /** Remembers an id: the first ones for good, of all later ones some. */
    private String id(String id) {
        if (ids.size() < MOST_IDS) {
            ids.add(id);
        } else {
            recent.add(id);
            if (recent.size() > MOST_IDS) {
                recent.poll();
            }
        }
        return id;
    }

    /** Every text of some length is a mark, unless many have the same; a short number may stand in anything. */
    private void collect(JsonNode node) {
        Map<String, JsonNode> leaves = new TreeMap<>();
        leaves(node, "", leaves);
        leaves.forEach((name, leaf) -> {
            String text = leaf.asText();
            boolean telling = text.length() >= SHORTEST_MARK && !text.matches("[0-9.]{1,9}");
            if (telling && !name.matches(".*(sku|name|status|currency|Date|expires|At)")) {
                mark(text);
            }
        });
        ids.forEach(marks::remove);
    }

    private static void leaves(JsonNode node, String at, Map<String, JsonNode> into) {
        if (node.isContainerNode()) {
            node.properties().forEach(member -> leaves(member.getValue(), at + "/" + member.getKey(), into));
            int index = 0;
            if (node.isArray()) {
                for (JsonNode one : node) {
                    leaves(one, at + "/" + index++ + "/item", into);
                }
            }
        } else if (!node.isNull()) {
            into.put(at, node);
        }
    }

    private static String claim(String token, String name) {
        String payload = new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8);
        return new Answer(200, Map.of(), payload, 0).at("/" + name).asText();
    }
}
