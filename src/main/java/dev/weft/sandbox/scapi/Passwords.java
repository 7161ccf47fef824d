package dev.weft.sandbox.scapi;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weft.sandbox.wire.Reply;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** Changing a password with the old one or with a reset token. Tokens given out before are refused from then on. */
final class Passwords {

    private static final Duration LIFETIME = Duration.ofMinutes(30);

    private final People people;
    private final ShopperTokens tokens;
    private final Ids ids;
    private final InstantSource clock;
    private final Map<String, Reset> resets =
            Caffeine.newBuilder().maximumSize(10_000).<String, Reset>build().asMap();

    private record Reset(String customerId, long until) {}

    Passwords(People people, ShopperTokens tokens, Ids ids, InstantSource clock) {
        this.people = people;
        this.tokens = tokens;
        this.ids = ids;
        this.clock = clock;
    }

    Reply change(Asked asked) {
        String current = Documents.required(asked.body(), "currentPassword");
        String wanted = Documents.required(asked.body(), "password");
        needsStrong(wanted);
        people.change(asked.path(1), it -> {
            if (!it.password().equals(current)) {
                throw Problems.refusal("invalid-password", "Invalid Password", "The current password is wrong.");
            }
            return it.withPassword(wanted, tokens.issuedSoFar());
        });
        return Reply.empty(204);
    }

    /** A token to set a new password with; commerce leaves it to the caller to send it. */
    Reply createToken(Asked asked) {
        String login = Documents.required(asked.body(), "login");
        Person person = people.byLogin(login)
                .orElseThrow(() -> Problems.refusal("invalid-login", "Invalid Login", "The login is unknown."));
        String token = ids.next() + ids.next();
        resets.put(token, new Reset(person.id(), clock.millis() + LIFETIME.toMillis()));
        JsonObject json = new JsonObject()
                .put("login", login)
                .put("email", person.profile().getString("email"))
                .put("resetToken", token)
                .put("expiresInMinutes", LIFETIME.toMinutes());
        return Reply.json(200, json.toBuffer().getBytes());
    }

    Reply reset(Asked asked) {
        String wanted = Documents.required(asked.body(), "newPassword");
        needsStrong(wanted);
        Reset reset = resets.remove(Documents.required(asked.body(), "resetToken"));
        if (reset == null || reset.until() < clock.millis()) {
            return Problems.badRequest("The reset token is unknown or expired.");
        }
        people.change(reset.customerId(), it -> it.withPassword(wanted, tokens.issuedSoFar()));
        return Reply.empty(204);
    }

    static void needsStrong(String password) {
        if (password.length() < 8 || password.length() > 4_096) {
            throw Problems.refusal("invalid-password", "Invalid Password", "A password has 8 to 4096 characters.");
        }
    }
}
