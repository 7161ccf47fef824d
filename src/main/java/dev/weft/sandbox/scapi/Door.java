package dev.weft.sandbox.scapi;

import dev.weft.sandbox.data.Site;
import dev.weft.sandbox.scapi.ShopperTokens.Claims;
import dev.weft.sandbox.wire.Call;
import dev.weft.sandbox.wire.Reply;
import io.vertx.core.json.DecodeException;
import java.util.Optional;
import java.util.function.Function;

/**
 * Lets Shopper calls in: organisation, token, site and scope must be good. A body that is no JSON or of other types than the
 * specification's ends as 400 here.
 */
final class Door {

    private static final int MOST_BODY = 5 * 1024 * 1024;

    private final ShopperTokens tokens;
    private final People people;

    Door(ShopperTokens tokens, People people) {
        this.tokens = tokens;
        this.people = people;
    }

    /** What answers once the call is let in. */
    @FunctionalInterface
    interface Inside {
        Reply answer(Asked asked);
    }

    /** For what belongs to nobody: a guest's token of one site opens every site. */
    Function<Call, Reply> shop(String scope, Inside inside) {
        return call -> answer(call, scope, inside);
    }

    /** For what belongs to a shopper: the token must be of the very site. */
    Function<Call, Reply> own(String scope, Inside inside) {
        return call -> answer(call, scope, asked -> {
            if (!asked.claims().site().equals(asked.site().id())) {
                return Problems.forbidden("The token was given out for another site.");
            }
            return inside.answer(asked);
        });
    }

    /** For what only an agent does, on a shopper's behalf: Salesforce's specification calls such a token {@code ShopperTokenTaob}. */
    Function<Call, Reply> agent(String scope, Inside inside) {
        return own(
                scope,
                asked -> asked.claims().agent().isEmpty()
                        ? Problems.forbidden("Only a trusted agent's token may do this.")
                        : inside.answer(asked));
    }

    /** For {@code customers/{customerId}}: the token must be that customer's. */
    Function<Call, Reply> customer(String scope, Inside inside) {
        return own(
                scope,
                asked -> asked.path(1).equals(asked.claims().customerId())
                        ? inside.answer(asked)
                        : Problems.forbidden("The token belongs to another customer."));
    }

    private Reply answer(Call call, String scope, Inside inside) {
        if (!Clients.isOrganization(call.segment(4))) {
            return Problems.notFound("organization", "The organization '" + call.segment(4) + "' does not exist.");
        }
        Optional<Claims> claims = call.bearer().flatMap(tokens::check);
        if (claims.isEmpty()) {
            return Problems.unauthorized();
        }
        if (people.hasChangedCredentialsAfter(claims.get())) {
            return Problems.of(
                    401, "unauthorized", "Unauthorized", "Customer credentials changed after token was issued.");
        }
        if (!claims.get().allows(scope)) {
            return Problems.forbidden("The token lacks the scope " + scope + ".");
        }
        if (call.body().length() > MOST_BODY) {
            return Problems.of(413, "request-entity-too-large", "Request Entity Too Large", "At most 5 MB are read.");
        }
        Optional<Site> site = call.param("siteId").flatMap(Site::of);
        if (site.isEmpty()) {
            return Problems.badRequest("The query parameter 'siteId' is missing or names no site.");
        }
        try {
            return inside.answer(new Asked(call, claims.get(), site.get()));
        } catch (Refused refused) {
            return refused.reply();
        } catch (DecodeException | ClassCastException e) {
            return Problems.badRequest("The request body is not of the documented form.");
        }
    }
}
