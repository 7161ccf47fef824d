package dev.weft.http.scapi;

import dev.weft.kernel.Failed;
import dev.weft.kernel.Failure;

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
}
