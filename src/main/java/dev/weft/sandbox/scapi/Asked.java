package dev.weft.sandbox.scapi;

import dev.weft.sandbox.data.Language;
import dev.weft.sandbox.data.Site;
import dev.weft.sandbox.scapi.ShopperTokens.Claims;
import dev.weft.sandbox.wire.Call;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** A Shopper call that was let in: its token's claims and its site are good. */
record Asked(Call call, Claims claims, Site site) {

    /** The part of the path after the organisation; 0 is the resource. */
    String path(int position) {
        return call.segment(Routes.RESOURCE + position);
    }

    Owner owner() {
        return new Owner(claims.customerId(), site);
    }

    Language language() {
        return Language.of(call.param("locale").orElse(""), site.language());
    }

    /** The body, which must be an object. */
    JsonObject body() {
        return new JsonObject(call.body());
    }

    /** The body, which must be a list of objects. */
    List<JsonObject> bodyList() {
        JsonArray items = new JsonArray(call.body());
        if (items.stream().anyMatch(item -> !(item instanceof JsonObject))) {
            throw Problems.refusal("The request body is not of the documented form.");
        }
        return items.stream().map(JsonObject.class::cast).toList();
    }

    boolean flag(String name) {
        return call.param(name).filter("true"::equals).isPresent();
    }

    Optional<String> param(String name) {
        return call.param(name);
    }

    /** A whole number from {@code least} to {@code most}, or {@code otherwise} if it is not given; anything else is refused. */
    int number(String name, int otherwise, int least, int most) {
        String text = call.param(name).orElse("");
        if (text.isEmpty()) {
            return otherwise;
        }
        int number = text.matches("[0-9]{1,7}") ? Integer.parseInt(text) : -1;
        if (number < least || number > most) {
            throw Problems.refusal("The query parameter '" + name + "' must be from " + least + " to " + most + ".");
        }
        return number;
    }
}
