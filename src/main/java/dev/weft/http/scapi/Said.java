package dev.weft.http.scapi;

import dev.weft.kernel.Failed;
import dev.weft.kernel.Failure;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;

/** SCAPI failed, and said so in an answer, which is the answer where there is nothing better. */
final class Said extends Failed {
    private static final long serialVersionUID = 1L;

    private final transient Gathered answer;

    Said(Gathered answer) {
        super(Failure.of(
                answer.head().status() == 429 ? Failure.Reason.OVERLOADED : Failure.Reason.SERVER_ERROR,
                "scapi",
                "answered " + answer.head().status()));
        this.answer = answer;
    }

    Gathered answer() {
        return answer;
    }

    /** The same to one who only waited for it: cookies are for whoever asked. */
    Said toSomebodyElse() {
        MultiMap fields = HttpHeaders.headers().addAll(answer.head().fields()).remove(HttpHeaders.SET_COOKIE);
        Upstream.Head head =
                new Upstream.Head(answer.head().status(), answer.head().reason(), fields);
        return new Said(new Gathered(head, answer.body()));
    }
}
