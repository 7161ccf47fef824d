package dev.weft.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.kernel.Failed;
import dev.weft.kernel.Failure;
import dev.weft.kernel.Sku;
import dev.weft.order.Answer;
import dev.weft.order.Fault;
import dev.weft.order.Order;
import dev.weft.order.OrderLine;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** The problems that orders can have, beyond those of every route, each with what a storefront needs to go on. */
final class OrderProblems {
    static final String TYPE = "application/problem+json";

    private OrderProblems() {}

    /** Everything wrong with a body; nothing was done, and nothing kept. */
    static Answer faults(List<Fault> faults, String traceId) {
        return answer(invalid(400, "invalid_order", "The body is not acceptable", faults, traceId));
    }

    /** A wish that the order as it is does not allow; kept. */
    static Answer refused(List<Fault> faults, String traceId) {
        String code = faults.size() == 1 ? faults.get(0).code() : "not_allowed";
        return answer(invalid(409, code, "The order does not allow this", faults, traceId));
    }

    private static ObjectNode invalid(int status, String code, String title, List<Fault> faults, String traceId) {
        ObjectNode problem = problem(status, code, title, traceId);
        ArrayNode errors = problem.putArray("errors");
        faults.forEach(fault -> errors.addObject()
                .put("pointer", fault.pointer())
                .put("code", fault.code())
                .put("detail", fault.detail()));
        return problem;
    }

    static Answer pricesChanged(Map<Sku, Long> prices, int exponent, String traceId) {
        ObjectNode problem = problem(409, "prices_changed", "The prices are others now", traceId);
        ArrayNode list = problem.putArray("prices");
        prices.keySet().stream().sorted().forEach(sku -> {
            long minor = prices.getOrDefault(sku, -1L);
            ObjectNode one = list.addObject().put("sku", sku.value());
            if (minor < 0) {
                one.putNull("unitPrice");
            } else {
                one.put("unitPrice", BigDecimal.valueOf(minor, exponent));
            }
        });
        return answer(problem);
    }

    /** {@code left}: what can still be had of each SKU that is short. */
    static Answer soldOut(Order.Basket basket, Map<Sku, Long> left, String traceId) {
        ObjectNode problem = problem(409, "sold_out", "Not enough is left", traceId);
        ArrayNode lines = problem.putArray("lines");
        for (OrderLine line : basket.lines()) {
            if (left.containsKey(line.sku())) {
                lines.addObject()
                        .put("line", line.number())
                        .put("sku", line.sku().value())
                        .put("wanted", line.quantity())
                        .put("available", left.getOrDefault(line.sku(), 0L));
            }
        }
        return answer(problem);
    }

    /** A wish to hold more than there is. */
    static Answer tooFew(Map<Sku, Long> left, String traceId) {
        ObjectNode problem = problem(409, "sold_out", "Not enough is left", traceId);
        ArrayNode lines = problem.putArray("lines");
        left.keySet().stream()
                .sorted()
                .forEach(sku -> lines.addObject().put("sku", sku.value()).put("available", left.getOrDefault(sku, 0L)));
        return answer(problem);
    }

    private static ObjectNode problem(int status, String code, String title, String traceId) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "https://weft.dev/problems/" + code)
                .put("title", title)
                .put("status", status)
                .put("code", code)
                .put("traceId", traceId)
                .put("retryable", false);
    }

    private static Answer answer(ObjectNode problem) {
        return new Answer(problem.path("status").asInt(), "", TYPE, problem.toString());
    }

    static Problem inFlight() {
        return new Problem(409, "in_progress", "The same request is still running", "", true, 1, List.of());
    }

    static Problem otherContent() {
        return new Problem(
                422,
                "key_reused",
                "The key belongs to another request",
                "Send a new Idempotency-Key for new content.",
                false,
                0,
                List.of());
    }

    static Problem card() {
        return new Problem(
                400,
                "card_number",
                "The body holds what looks like a card number",
                "Send the payment provider's reference instead; card data must not come here.",
                false,
                0,
                List.of());
    }

    /** A dark store or ERP is no reason to give up: 503 and when to come back. */
    static Problem of(Throwable cause, String requestId) {
        if (cause instanceof Failed failed) {
            Failure failure = failed.failure();
            if (failure.reason() == Failure.Reason.NOT_FOUND) {
                return Problem.notFound("No such order.");
            }
            if (failure.retryable() || failure.reason() == Failure.Reason.BAD_ANSWER) {
                return Problem.unavailable(Math.max(1, failure.retryAfter().toSeconds()));
            }
            if (failure.reason() == Failure.Reason.REFUSED) {
                return new Problem(409, "refused", "This is not possible any more", "", false, 0, List.of());
            }
        }
        return Problems.of(cause, requestId);
    }
}
