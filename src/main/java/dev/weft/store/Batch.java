package dev.weft.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tasks of one transaction, those of one group together. {@link #run} does the work and remembers the answers; {@link #answer} gives
 * them out, and is only called after the commit.
 */
final class Batch {
    private final Map<Group<?, ?>, Members<?, ?>> groups = new LinkedHashMap<>();

    static Batch of(List<? extends Task<?, ?>> tasks) {
        Batch batch = new Batch();
        tasks.forEach(batch::add);
        return batch;
    }

    private <I, O> void add(Task<I, O> task) {
        @SuppressWarnings("unchecked") // a group's members are its own tasks
        Members<I, O> members = (Members<I, O>) groups.computeIfAbsent(task.group(), g -> new Members<>(task.group()));
        members.tasks.add(task);
    }

    void run(Tx tx) throws SQLException {
        for (Members<?, ?> members : groups.values()) {
            members.run(tx);
        }
    }

    void answer() {
        groups.values().forEach(Members::answer);
    }

    private static final class Members<I, O> {
        private final Group<I, O> group;
        private final List<Task<I, O>> tasks = new ArrayList<>();
        private List<O> answers = List.of();

        Members(Group<I, O> group) {
            this.group = group;
        }

        void run(Tx tx) throws SQLException {
            answers = group.run(tx, tasks.stream().map(Task::input).toList());
        }

        void answer() {
            for (int i = 0; i < tasks.size(); i++) {
                tasks.get(i).answer(answers.get(i));
            }
        }
    }
}
