package dev.weft.outbox;

import dev.weft.kernel.Failure;
import java.util.Optional;
import java.util.function.Function;

/** What is known after an entry was sent, or after the other system was asked about it. */
public sealed interface Outcome {

    /**
     * It happened, now or before.
     *
     * @param result what the other system calls it, for example its document number
     * @param effect what follows on our side, committed together with the entry's end
     */
    record Applied(String result, Optional<Effect> effect) implements Outcome {}

    /**
     * It certainly did not happen, and may be tried again.
     *
     * @param down true where the other system is at fault as a whole (dark, overloaded, refusing connections); false where it is about
     *     this entry
     */
    record NotApplied(Failure failure, boolean down) implements Outcome {}

    /** It was refused for what it is; trying again changes nothing. {@code reason} is free of personal data. */
    record Rejected(String reason, Optional<Effect> effect) implements Outcome {}

    /** It may or may not have happened: a time-out, a connection lost after sending, an answer that cannot be read. */
    record Uncertain(Failure failure) implements Outcome {}

    /**
     * Our own side could not do its part, so that nobody was called: nothing is known that was not known before. Neither the entry nor the
     * other system is at fault.
     */
    record NotTried(Failure failure) implements Outcome {}

    default <R> R fold(
            Function<Applied, R> applied,
            Function<NotApplied, R> notApplied,
            Function<Rejected, R> rejected,
            Function<Uncertain, R> uncertain,
            Function<NotTried, R> notTried) {
        if (this instanceof Applied it) {
            return applied.apply(it);
        }
        if (this instanceof NotApplied it) {
            return notApplied.apply(it);
        }
        if (this instanceof Rejected it) {
            return rejected.apply(it);
        }
        if (this instanceof Uncertain it) {
            return uncertain.apply(it);
        }
        return notTried.apply((NotTried) this);
    }
}
