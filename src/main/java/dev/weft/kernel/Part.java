package dev.weft.kernel;

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
     * @param ageNanos how long ago the value was fetched
     * @param stale true when it is past its lifetime
     */
    record Present<T>(T value, String source, long ageNanos, boolean stale) implements Part<T> {}

    /**
     * The part is missing.
     *
     * @param failure why
     */
    record Missing<T>(Failure failure) implements Part<T> {}

    default <R> R fold(Function<Present<T>, R> present, Function<Missing<T>, R> missing) {
        if (this instanceof Present<T> there) {
            return present.apply(there);
        }
        return missing.apply((Missing<T>) this);
    }
}
