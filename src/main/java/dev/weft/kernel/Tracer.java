package dev.weft.kernel;

import java.util.Optional;

/** Where spans are recorded. */
public interface Tracer {
    /** Records nothing: positions are passed on as they came. */
    Tracer NONE = new Tracer() {
        @Override
        public Optional<TraceContext> here() {
            return Optional.empty();
        }

        @Override
        public void under(TraceContext parent, Runnable call) {
            call.run();
        }

        @Override
        public boolean carries() {
            return false;
        }
    };

    /** The position of the span that the caller runs in. Empty where none is open. */
    Optional<TraceContext> here();

    /**
     * Runs {@code call} at once, on this thread, so that requests it starts are spans under {@code parent}, whatever the thread was doing.
     * What {@code call} throws does not come back.
     */
    void under(TraceContext parent, Runnable call);

    /** True where a request started {@link #under} a position carries it without being told. */
    boolean carries();
}
