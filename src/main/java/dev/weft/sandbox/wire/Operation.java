package dev.weft.sandbox.wire;

import java.util.Optional;
import java.util.function.Function;

/**
 * What a request asks for: the name it is counted and disturbed under, how it is answered, and the document it is about, if
 * it is one that verdicts ask for.
 */
public record Operation(String name, Function<Call, Reply> handler, Function<Call, Optional<Subject>> subject) {

    public Operation(String name, Function<Call, Reply> handler) {
        this(name, handler, call -> Optional.empty());
    }

    public Reply answer(Call call) {
        return handler.apply(call);
    }

    public Optional<Subject> subject(Call call) {
        return subject.apply(call);
    }
}
