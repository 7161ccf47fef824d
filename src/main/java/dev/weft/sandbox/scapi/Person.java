package dev.weft.sandbox.scapi;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A registered customer as commerce keeps one.
 *
 * @param tokensUpTo tokens numbered up to this were given out before the password changed
 * @param profile names, login, e-mail and custom attributes; never changed once in here, as are the other documents
 */
record Person(
        String id,
        String number,
        String password,
        long tokensUpTo,
        JsonObject profile,
        List<JsonObject> addresses,
        List<JsonObject> cards) {
    Person {
        addresses = List.copyOf(addresses);
        cards = List.copyOf(cards);
    }

    Session.Login login() {
        return new Session.Login(
                id,
                profile.getString("login"),
                profile.getString("firstName", "") + " " + profile.getString("lastName"));
    }

    Person withProfile(JsonObject changed) {
        return new Person(id, number, password, tokensUpTo, changed, addresses, cards);
    }

    Person withPassword(String changed, long upTo) {
        return new Person(id, number, changed, upTo, profile, addresses, cards);
    }

    Person withCards(List<JsonObject> changed) {
        return new Person(id, number, password, tokensUpTo, profile, addresses, changed);
    }

    Optional<JsonObject> address(String addressId) {
        return addresses.stream()
                .filter(it -> it.getString("addressId").equals(addressId))
                .findFirst();
    }

    /** Puts the address in the place of the one with {@code addressId}, or at the end; a preferred one is the only such. */
    Person withAddress(String addressId, JsonObject changed) {
        List<JsonObject> all = new ArrayList<>();
        boolean placed = false;
        for (JsonObject address : addresses) {
            if (address.getString("addressId").equals(addressId)) {
                all.add(changed);
                placed = true;
            } else {
                all.add(changed.getBoolean("preferred", false) ? address.copy().put("preferred", false) : address);
            }
        }
        if (!placed) {
            all.add(changed);
        }
        return new Person(id, number, password, tokensUpTo, profile, all, cards);
    }

    Person withoutAddress(String addressId) {
        List<JsonObject> left = addresses.stream()
                .filter(it -> !it.getString("addressId").equals(addressId))
                .toList();
        return new Person(id, number, password, tokensUpTo, profile, left, cards);
    }
}
