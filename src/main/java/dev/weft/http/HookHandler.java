package dev.weft.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.kernel.Loops;
import dev.weft.kernel.MalformedJson;
import dev.weft.kernel.StrictJson;
import dev.weft.order.Fault;
import dev.weft.security.MessageSeal;
import dev.weft.security.SealedMessages.Verdict;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Takes in what back-office systems push. A message must be sealed by the backend its path names, recent, and new; only then is its body
 * read as JSON and put to use. Whatever is wrong with a seal, the answer is one and the same: the reason goes to the listener alone. A
 * message that came to nothing is forgotten again, so that its sender can repeat it; one that was taken is refused from then on.
 */
final class HookHandler {
    private static final String CHALLENGE = "Webhook-Signature";

    private final Hooks hooks;
    private final HookEffects effects;
    private final BodyReader bodies;
    private final EdgeListener listener;
    private final Answers answers;

    /** What a push does: the document it holds to what is answered. Reports what is wrong with the document as faults. */
    private interface Effect extends BiFunction<Hooks.Sender, HookEffects.Reading, Future<ObjectNode>> {}

    HookHandler(Hooks hooks, BodyReader bodies, EdgeListener listener, Answers answers) {
        this.hooks = hooks;
        this.effects = new HookEffects(hooks);
        this.bodies = bodies;
        this.listener = listener;
        this.answers = answers;
    }

    void stock(Exchange exchange) {
        take(exchange, "stock", effects::stock);
    }

    void prices(Exchange exchange) {
        take(exchange, "prices", (sender, reading) -> effects.prices(reading));
    }

    void orders(Exchange exchange) {
        take(exchange, "orders", effects::orders);
    }

    private void take(Exchange exchange, String kind, Effect effect) {
        String backend = exchange.parameter("backend");
        Hooks.Sender sender = hooks.senders().get(backend);
        if (sender == null) {
            answers.problem(exchange, Problem.notFound("No such route; see /docs."));
            return;
        }
        Push push = new Push(exchange, backend, kind, sender, seal(exchange), effect);
        Verdict outlook = sender.messages().outlook(push.seal);
        if (outlook == Verdict.ADMITTED) {
            bodies.raw(exchange).onComplete(read -> {
                if (read.failed()) {
                    answers.problem(
                            exchange,
                            Problems.of(read.cause(), exchange.context().requestId()));
                } else {
                    admit(push, read.result());
                }
            });
        } else {
            refuse(push, outlook);
        }
    }

    private record Push(
            Exchange exchange, String backend, String kind, Hooks.Sender sender, MessageSeal seal, Effect effect) {}

    /** A field that is absent or repeated reads as empty, which seals nothing. */
    private static MessageSeal seal(Exchange exchange) {
        MultiMap headers = exchange.request().headers();
        return new MessageSeal(
                only(headers, "webhook-id"), only(headers, "webhook-timestamp"), only(headers, "webhook-signature"));
    }

    private static String only(MultiMap headers, String name) {
        List<String> values = headers.getAll(name);
        return values.size() == 1 ? values.get(0) : "";
    }

    private void admit(Push push, byte[] body) {
        Verdict verdict = push.sender.messages().admit(push.seal, body);
        if (verdict != Verdict.ADMITTED) {
            refuse(push, verdict);
            return;
        }
        Future<ObjectNode> done;
        List<Fault> faults = new ArrayList<>();
        try {
            done = push.effect.apply(push.sender, new HookEffects.Reading(object(body), faults));
        } catch (MalformedJson malformed) {
            done = Future.failedFuture(BadInput.of(
                    "The body is not JSON as we read it: " + malformed.fault().code() + "."));
        } catch (RuntimeException bug) {
            done = Future.failedFuture(bug);
        }
        Loops.here(done).onComplete(outcome -> {
            if (outcome.succeeded() && faults.isEmpty()) {
                taken(push, outcome.result());
            } else {
                cameToNothing(push, faults, outcome.cause());
            }
        });
    }

    private static JsonNode object(byte[] body) {
        JsonNode tree = StrictJson.unambiguous(body);
        if (!tree.isObject()) {
            throw BadInput.of("The body must be a JSON object.");
        }
        return tree;
    }

    private void taken(Push push, ObjectNode result) {
        listener.pushed(push.backend, push.kind, Verdict.ADMITTED.code());
        answers.worded(push.exchange, 200, "application/json", result.toString());
    }

    private void cameToNothing(Push push, List<Fault> faults, Throwable cause) {
        push.sender.messages().forget(push.seal);
        listener.pushed(push.backend, push.kind, faults.isEmpty() && !(cause instanceof BadInput) ? "failed" : "body");
        Exchange exchange = push.exchange;
        if (faults.isEmpty()) {
            answers.problem(exchange, OrderProblems.of(cause, exchange.context().requestId()));
        } else {
            var answer = OrderProblems.faults(faults, exchange.trace().traceId());
            answers.worded(exchange, answer.status(), answer.contentType(), answer.body());
        }
    }

    private void refuse(Push push, Verdict verdict) {
        listener.pushed(push.backend, push.kind, verdict.code());
        switch (verdict) {
            case REPLAYED -> answers.problem(push.exchange, replayed());
            case NO_PLACE -> answers.problem(push.exchange, Problem.unavailable(30));
            default -> {
                push.exchange.request().response().putHeader("www-authenticate", CHALLENGE);
                answers.problem(push.exchange, unsealed());
            }
        }
    }

    private static Problem unsealed() {
        return new Problem(401, "bad_signature", "A valid signature is required", "", false, 0, List.of());
    }

    private static Problem replayed() {
        return new Problem(
                409,
                "already_taken",
                "This message was taken before",
                "Do not send it again; a new message needs a new id.",
                false,
                0,
                List.of());
    }

    /** An answer that counts what was taken. */
    static ObjectNode taken(int count) {
        return JsonNodeFactory.instance.objectNode().put("taken", count);
    }
}
