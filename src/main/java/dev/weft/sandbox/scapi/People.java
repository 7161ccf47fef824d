package dev.weft.sandbox.scapi;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weft.sandbox.data.Digits;
import dev.weft.sandbox.data.Shopper;
import dev.weft.sandbox.data.Shoppers;
import dev.weft.sandbox.data.Site;
import dev.weft.sandbox.scapi.ShopperTokens.Claims;
import dev.weft.sandbox.wire.Reply;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * Registered customers: those of the world, and those who registered or changed something here. Thread-safe. The last 20,000
 * of the latter are remembered; a forgotten one of the world is again as the world made it.
 */
final class People {

    private static final int REMEMBERED = 20_000;

    private final Shoppers shoppers;
    private final Map<String, Person> changed = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .<String, Person>build()
            .asMap();
    private final Map<String, String> logins = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .<String, String>build()
            .asMap();
    private final AtomicInteger registered = new AtomicInteger();

    People(Shoppers shoppers) {
        this.shoppers = shoppers;
    }

    Optional<Person> byId(String customerId) {
        return Optional.ofNullable(changed.get(customerId))
                .or(() -> shoppers.byCustomerId(customerId).map(People::person));
    }

    /** The customer who logs in with this name. */
    Optional<Person> byLogin(String login) {
        String id = logins.get(login.toLowerCase(Locale.ROOT));
        return (id == null ? shoppers.byEmail(login).map(Shopper::customerId) : Optional.of(id))
                .flatMap(this::byId)
                .filter(person -> person.profile().getString("login").equalsIgnoreCase(login));
    }

    /** A new customer; a login that is taken is refused. */
    Person register(JsonObject profile, String password) {
        String login = profile.getString("login");
        int number = 90_000_000 + registered.incrementAndGet();
        String id = "wsn" + Digits.padded(number, 8);
        if (byLogin(login).isPresent() || logins.putIfAbsent(login.toLowerCase(Locale.ROOT), id) != null) {
            throw Problems.refusal("login-already-in-use", "Login Already In Use", "The login is already in use.");
        }
        Person person = new Person(id, Digits.padded(number, 8), password, 0, profile, List.of(), List.of());
        changed.put(id, person);
        return person;
    }

    /** Changes a customer at once; what the change refuses leaves everything as it was. */
    Person change(String customerId, UnaryOperator<Person> change) {
        Person seeded = shoppers.byCustomerId(customerId).map(People::person).orElse(null);
        Person after = changed.compute(customerId, (id, now) -> {
            Person before = now == null ? seeded : now;
            return before == null ? null : change.apply(before);
        });
        if (after == null) {
            throw new Refused(unknown(customerId));
        }
        logins.put(after.profile().getString("login").toLowerCase(Locale.ROOT), customerId);
        return after;
    }

    boolean hasChangedCredentialsAfter(Claims claims) {
        return claims.registered() && hasChangedCredentialsAfter(claims.customerId(), claims.number());
    }

    /** Whether the password was changed after the access token with this number was given out. */
    boolean hasChangedCredentialsAfter(String customerId, long tokenNumber) {
        Person person = changed.get(customerId);
        return person != null && tokenNumber <= person.tokensUpTo();
    }

    static Reply unknown(String customerId) {
        return Problems.notFound("customer", "No customer with ID '" + customerId + "' was found.");
    }

    static Person person(Shopper shopper) {
        JsonObject profile = new JsonObject()
                .put("login", shopper.email())
                .put("email", shopper.email())
                .put("firstName", shopper.firstName())
                .put("lastName", shopper.lastName());
        JsonObject home = new JsonObject().put("addressId", "home").put("preferred", true);
        home.mergeIn(address(shopper, shopper.home()));
        return new Person(
                shopper.customerId(), shopper.customerNo(), shopper.password(), 0, profile, List.of(home), List.of());
    }

    /** Where a shopper of the world lives. */
    static JsonObject address(Shopper shopper, Site site) {
        return new JsonObject()
                .put("firstName", shopper.firstName())
                .put("lastName", shopper.lastName())
                .put("fullName", shopper.firstName() + " " + shopper.lastName())
                .put("address1", (1 + shopper.number() % 97) + " Shuttle Lane")
                .put("city", site == Site.WEFT_EU ? "Webstedt" : site == Site.WEFT_UK ? "Loomham" : "Orimachi")
                .put("postalCode", Digits.padded(10_000 + shopper.number() % 80_000, 5))
                .put("countryCode", site == Site.WEFT_EU ? "DE" : site == Site.WEFT_UK ? "GB" : "JP");
    }
}
