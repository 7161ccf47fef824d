package dev.weft.settings;

import dev.weft.settings.Problem.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong with one document, at most one error per key. Confined to the thread that loads. */
final class Problems {
    private final String file;
    private final List<Problem> found = new ArrayList<>();
    private final Set<String> keysInError = new HashSet<>();

    Problems(String file) {
        this.file = file;
    }

    void error(int line, String key, String message, String remedy) {
        if (keysInError.add(key)) {
            found.add(new Problem(file, line, key, message, remedy, Severity.ERROR));
        }
    }

    void warning(int line, String key, String message, String remedy) {
        found.add(new Problem(file, line, key, message, remedy, Severity.WARNING));
    }

    boolean none() {
        return keysInError.isEmpty();
    }

    /** All of them, by line, and in the order they were found within one. */
    List<Problem> sorted() {
        return found.stream().sorted(Comparator.comparingInt(Problem::line)).toList();
    }
}
