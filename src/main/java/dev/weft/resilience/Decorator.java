package dev.weft.resilience;

import java.util.List;

/** Wraps a call in another one that adds a single idea. */
@FunctionalInterface
public interface Decorator<Q, A> {
    Call<Q, A> around(Call<Q, A> next);

    /** {@code innermost} inside all of {@code decorators}, the first of which sees the question first. */
    static <Q, A> Call<Q, A> outermostFirst(List<Decorator<Q, A>> decorators, Call<Q, A> innermost) {
        Call<Q, A> call = innermost;
        for (int i = decorators.size() - 1; i >= 0; i--) {
            call = decorators.get(i).around(call);
        }
        return call;
    }
}
