package dev.weft.sandbox.scapi;

import dev.weft.sandbox.wire.Reply;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Customer records: registration, reading and changing, addresses and saved cards. A guest has a record without a name. */
final class Customers {

    private static final Set<String> PROFILE = Set.of(
            "birthday",
            "companyName",
            "email",
            "fax",
            "firstName",
            "gender",
            "jobTitle",
            "lastName",
            "login",
            "phoneBusiness",
            "phoneHome",
            "phoneMobile",
            "preferredLocale",
            "salutation",
            "secondName",
            "suffix",
            "title");
    private static final int MOST = 50;

    private final People people;
    private final Ids ids;
    private final InstantSource clock;

    Customers(People people, Ids ids, InstantSource clock) {
        this.people = people;
        this.ids = ids;
        this.clock = clock;
    }

    Reply register(Asked asked) {
        JsonObject given = asked.body().getJsonObject("customer", new JsonObject());
        String password = Documents.required(asked.body(), "password");
        Documents.required(given, "login");
        Documents.required(given, "lastName");
        Passwords.needsStrong(password);
        JsonObject profile = Documents.kept(given, PROFILE)
                .put("email", Documents.required(given, "email"))
                .put("creationDate", clock.instant().toString());
        return json(document(people.register(profile, password), asked));
    }

    Reply get(Asked asked) {
        String id = asked.path(1);
        if (!asked.claims().registered()) {
            return json(new JsonObject().put("authType", "guest").put("customerId", id));
        }
        return people.byId(id).map(it -> json(document(it, asked))).orElseGet(() -> People.unknown(id));
    }

    Reply patch(Asked asked) {
        JsonObject change = Documents.kept(asked.body(), PROFILE);
        needsRegistered(asked);
        String login = change.getString("login", "");
        if (!login.isEmpty()) {
            people.byLogin(login).filter(it -> !it.id().equals(asked.path(1))).ifPresent(it -> {
                throw Problems.refusal("login-already-in-use", "Login Already In Use", "The login is already in use.");
            });
        }
        Person after = people.change(
                asked.path(1), it -> it.withProfile(it.profile().copy().mergeIn(change)));
        return json(document(after, asked));
    }

    Reply addAddress(Asked asked) {
        needsRegistered(asked);
        JsonObject address = address(asked.body());
        String id = address.getString("addressId");
        people.change(asked.path(1), it -> {
            if (it.address(id).isPresent() || it.addresses().size() >= MOST) {
                throw Problems.refusal(
                        "address-name-already-in-use", "Address Name Already In Use", "The address ID is in use.");
            }
            return it.withAddress(id, address);
        });
        return json(address);
    }

    Reply address(Asked asked) {
        return people.byId(asked.path(1))
                .flatMap(it -> it.address(asked.path(3)))
                .map(Customers::json)
                .orElseThrow(() -> noAddress(asked));
    }

    Reply patchAddress(Asked asked) {
        JsonObject change = asked.body();
        Person after = change(asked, it -> {
            JsonObject before = it.address(asked.path(3)).orElseThrow(() -> noAddress(asked));
            JsonObject merged = before.copy().mergeIn(change);
            return it.withAddress(asked.path(3), address(merged));
        });
        String id = change.getString("addressId", asked.path(3));
        return json(after.address(id).orElseThrow(() -> noAddress(asked)));
    }

    Reply deleteAddress(Asked asked) {
        change(asked, it -> {
            if (it.address(asked.path(3)).isEmpty()) {
                throw noAddress(asked);
            }
            return it.withoutAddress(asked.path(3));
        });
        return Reply.empty(204);
    }

    Reply addCard(Asked asked) {
        JsonObject made =
                new JsonObject().put("creationDate", clock.instant().toString()).put("paymentInstrumentId", ids.next());
        JsonObject body = asked.body().copy();
        JsonObject card = body.getJsonObject("paymentCard", new JsonObject());
        if (card.getString("number") != null) {
            card.put("maskedNumber", stars(card.getString("number")));
        }
        JsonObject instrument = Payments.instrument(made, body).put("default", body.getBoolean("default", false));
        change(asked, it -> {
            List<JsonObject> all = new ArrayList<>(it.cards());
            all.add(instrument);
            if (all.size() > MOST) {
                throw Problems.refusal("A customer has at most " + MOST + " payment instruments.");
            }
            return it.withCards(all);
        });
        return json(instrument);
    }

    Reply card(Asked asked) {
        return people.byId(asked.path(1))
                .flatMap(it -> it.cards().stream()
                        .filter(card -> card.getString("paymentInstrumentId").equals(asked.path(3)))
                        .findFirst())
                .map(Customers::json)
                .orElseThrow(() -> noCard(asked));
    }

    Reply deleteCard(Asked asked) {
        change(asked, it -> {
            List<JsonObject> left = it.cards().stream()
                    .filter(card -> !card.getString("paymentInstrumentId").equals(asked.path(3)))
                    .toList();
            if (left.size() == it.cards().size()) {
                throw noCard(asked);
            }
            return it.withCards(left);
        });
        return Reply.empty(204);
    }

    private Person change(Asked asked, UnaryOperator<Person> change) {
        needsRegistered(asked);
        return people.change(asked.path(1), change);
    }

    private static JsonObject document(Person person, Asked asked) {
        JsonObject json = new JsonObject()
                .put("authType", "registered")
                .put("customerId", person.id())
                .put("customerNo", person.number())
                .put("enabled", true)
                .put("creationDate", "2025-03-01T10:00:00.000Z")
                .put("preferredLocale", asked.site().language().locale())
                .mergeIn(person.profile());
        if (!person.addresses().isEmpty()) {
            json.put("addresses", new JsonArray(person.addresses()));
        }
        if (!person.cards().isEmpty()) {
            json.put("paymentInstruments", new JsonArray(person.cards()));
        }
        return json;
    }

    private static JsonObject address(JsonObject body) {
        String country = Documents.required(body, "countryCode");
        if (!country.matches("[A-Z]{2}")) {
            throw Problems.refusal("The property 'countryCode' must be two capital letters.");
        }
        Documents.required(body, "lastName");
        String id = Documents.required(body, "addressId");
        JsonObject kept = Documents.address(body, "");
        kept.remove("id");
        return kept.put("addressId", id).put("preferred", body.getBoolean("preferred", false));
    }

    private static String stars(String number) {
        return "*".repeat(Math.max(0, number.length() - 4)) + number.substring(Math.max(0, number.length() - 4));
    }

    private static void needsRegistered(Asked asked) {
        if (!asked.claims().registered()) {
            throw new Refused(Problems.forbidden("Only a registered shopper's token may do this."));
        }
    }

    private static Refused noAddress(Asked asked) {
        return new Refused(
                Problems.notFound("customer-address", "The customer has no address '" + asked.path(3) + "'."));
    }

    private static Refused noCard(Asked asked) {
        return new Refused(Problems.notFound(
                "payment-instrument", "The customer has no payment instrument '" + asked.path(3) + "'."));
    }

    private static Reply json(JsonObject json) {
        return Reply.json(200, json.toBuffer().getBytes());
    }
}
