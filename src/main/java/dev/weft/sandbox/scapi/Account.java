package dev.weft.sandbox.scapi;

import dev.weft.sandbox.data.Line;
import dev.weft.sandbox.data.Order;
import dev.weft.sandbox.data.Shopper;
import dev.weft.sandbox.data.Site;
import dev.weft.sandbox.data.World;
import dev.weft.sandbox.scapi.ShopperTokens.Claims;
import dev.weft.sandbox.wire.Call;
import dev.weft.sandbox.wire.Reply;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What belongs to one shopper: record, baskets and orders. Only the token of that very shopper gets them. */
final class Account {

    private final World world;
    private final CartWriter writer;

    Account(World world) {
        this.world = world;
        this.writer = new CartWriter(world);
    }

    Reply customer(Claims claims, Site site, String customerId) {
        return own(
                claims,
                site,
                customerId,
                "sfcc.shopper-myaccount",
                shopper -> Reply.json(200, json -> {
                    json.writeStartObject();
                    json.writeStringField("authType", shopper.isPresent() ? "registered" : "guest");
                    json.writeStringField("customerId", customerId);
                    if (shopper.isPresent()) {
                        Shopper known = shopper.get();
                        json.writeStringField("customerNo", known.customerNo());
                        json.writeStringField("login", known.email());
                        json.writeStringField("email", known.email());
                        json.writeStringField("firstName", known.firstName());
                        json.writeStringField("lastName", known.lastName());
                        json.writeBooleanField("enabled", true);
                        json.writeStringField("creationDate", "2025-03-01T10:00:00.000Z");
                        json.writeStringField("preferredLocale", site.language().locale());
                        json.writeArrayFieldStart("addresses");
                        json.writeStartObject();
                        json.writeStringField("addressId", "home");
                        json.writeBooleanField("preferred", true);
                        CartWriter.addressFields(json, known, site);
                        json.writeEndObject();
                        json.writeEndArray();
                    }
                    json.writeEndObject();
                }));
    }

    Reply baskets(Claims claims, Site site, String customerId) {
        return own(claims, site, customerId, "sfcc.shopper-myaccount", shopper -> {
            List<Line> lines =
                    shopper.map(it -> world.orders().basket(it, site)).orElse(List.of());
            return Reply.json(200, json -> {
                json.writeStartObject();
                if (shopper.isPresent() && !lines.isEmpty()) {
                    json.writeArrayFieldStart("baskets");
                    writer.basket(json, shopper.get(), site, lines);
                    json.writeEndArray();
                }
                json.writeNumberField("total", lines.isEmpty() ? 0 : 1);
                json.writeEndObject();
            });
        });
    }

    Reply orders(Call call, Claims claims, Site site, String customerId) {
        int limit = Math.min(50, number(call, "limit", 10));
        int offset = number(call, "offset", 0);
        return own(claims, site, customerId, "sfcc.shopper-myaccount", shopper -> {
            List<Order> all = shopper.map(it -> world.orders().of(it)).orElse(List.of()).stream()
                    .filter(order -> order.site() == site)
                    .toList();
            List<Order> page = all.stream().skip(offset).limit(limit).toList();
            return Reply.json(200, json -> {
                json.writeStartObject();
                json.writeNumberField("limit", limit);
                json.writeArrayFieldStart("data");
                for (Order order : page) {
                    writer.order(json, order);
                }
                json.writeEndArray();
                json.writeNumberField("offset", offset);
                json.writeNumberField("total", all.size());
                json.writeEndObject();
            });
        });
    }

    Reply order(Claims claims, Site site, String orderNo) {
        return world.orders()
                .byReference(orderNo)
                .filter(order -> order.shopper().customerId().equals(claims.customerId()) && order.site() == site)
                .map(order -> Reply.json(200, json -> writer.order(json, order)))
                .orElseGet(() -> Problems.notFound("order", "No order with number '" + orderNo + "' was found."));
    }

    Reply basket(Claims claims, Site site, String basketId) {
        Optional<Shopper> owner = world.shoppers()
                .byCustomerId(claims.customerId())
                .filter(Shopper::hasBasket)
                .filter(shopper ->
                        CartWriter.basketId(world.chance(), shopper, site).equals(basketId));
        return owner.map(shopper -> Reply.json(
                        200,
                        json -> writer.basket(
                                json, shopper, site, world.orders().basket(shopper, site))))
                .orElseGet(() -> Problems.notFound("basket", "No basket with ID '" + basketId + "' was found."));
    }

    private Reply own(
            Claims claims, Site site, String customerId, String scope, Function<Optional<Shopper>, Reply> answer) {
        if (!claims.site().equals(site.id())) {
            return Problems.forbidden("The token was given out for another site.");
        }
        if (!claims.customerId().equals(customerId)) {
            return Problems.forbidden("The token belongs to another customer.");
        }
        if (!claims.registered()) {
            return answer.apply(Optional.empty());
        }
        return claims.allows(scope)
                ? answer.apply(world.shoppers().byCustomerId(customerId))
                : Problems.forbidden("The token lacks the scope " + scope + ".");
    }

    private static int number(Call call, String name, int otherwise) {
        return call.param(name)
                .filter(it -> it.matches("[0-9]{1,4}"))
                .map(Integer::valueOf)
                .orElse(otherwise);
    }
}
