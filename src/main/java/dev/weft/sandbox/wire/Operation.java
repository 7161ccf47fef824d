package dev.weft.sandbox.wire;

import java.util.function.Function;

/** What a request asks for: the name it is counted and disturbed under, and how it is answered. */
public record Operation(String name, Function<Call, Reply> handler) {

    public Reply answer(Call call) {
        return handler.apply(call);
    }
}
