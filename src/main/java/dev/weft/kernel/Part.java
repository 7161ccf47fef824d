package dev.weft.kernel;

import java.util.Optional;
import java.util.function.Function;

/**
 * One named piece of a composite answer: there, with its age, or missing, with the reason. A missing part never breaks the answer unless
 * the part is required.
 */
public sealed interface Part<T> {

    /**
     * The part is there.
     *
     * @param value what the source answered
     * @param source the backend's configured name
     * @param gap set where a piece of the value could not be had, for example the prices of some products out of many
     */
    record Present<T>(T value, String source, Optional<Failure> gap) implements Part<T> {}

    /**
     * The part is missing.
     *
     * @param source the backend's configured name
     * @param failure why
     */
    record Missing<T>(String source, Failure failure) implements Part<T> {}

    default <R> R fold(Function<Present<T>, R> present, Function<Missing<T>, R> missing) {
        if (this instanceof Present<T> there) {
            return present.apply(there);
        }
        return missing.apply((Missing<T>) this);
    }
}
