package dev.weft.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Work that several callers can have done together, in one transaction and with as few statements as one of them would need. Must be
 * repeatable: where the transaction fails, each input is tried again alone.
 */
@FunctionalInterface
interface Group<I, O> {
    /** Does the work of all inputs; answers in their order. */
    List<O> run(Tx tx, List<I> inputs) throws SQLException;

    /** Work of one caller. */
    @FunctionalInterface
    interface Single<O> {
        O run(Tx tx) throws SQLException;
    }

    /** Callers whose work has nothing in common. */
    @SuppressWarnings("unchecked") // the list keeps each answer beside its own input
    static <O> Group<Single<O>, O> alone() {
        return (Group<Single<O>, O>) (Group<?, ?>) Alone.ONE_BY_ONE;
    }

    /** Holds the one instance by which such tasks are put together. */
    final class Alone {
        private static final Group<Single<Object>, Object> ONE_BY_ONE = (tx, inputs) -> {
            List<Object> answers = new ArrayList<>(inputs.size());
            for (Single<Object> input : inputs) {
                answers.add(input.run(tx));
            }
            return answers;
        };

        private Alone() {}
    }
}
