package dev.weft.settings;

import java.util.List;
import java.util.function.Function;

/** What came of reading a configuration document: settings to start with, or everything that is wrong with it. */
public sealed interface Loaded {

    /** The document is good. Warnings are worth showing once. */
    record Accepted(GatewaySettings settings, List<Problem> warnings) implements Loaded {}

    /** The document cannot be used. All mistakes are there, warnings among them, by line. */
    record Refused(List<Problem> problems) implements Loaded {}

    default <T> T fold(Function<Accepted, T> accepted, Function<Refused, T> refused) {
        return this instanceof Accepted a ? accepted.apply(a) : refused.apply((Refused) this);
    }
}
