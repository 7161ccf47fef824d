package dev.weft.house;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Who may import whom, as {@code imports.txt} says. Packages are named without the base package; the root's name is empty.
 *
 * @param rows package to the packages it may import, in the file's order
 */
record ImportTable(Map<String, Set<String>> rows) {
    static final String BASE = "dev.weft";
    static final String ROOT = "";

    static ImportTable read() {
        try (InputStream file =
                Objects.requireNonNull(ImportTable.class.getResourceAsStream("imports.txt"), "imports.txt")) {
            return parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ImportTable parse(String text) {
        Map<String, Set<String>> rows = new LinkedHashMap<>();
        for (String line : text.lines().map(String::strip).toList()) {
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String[] sides = line.split(" +-> +", 2);
            if (sides.length != 2 || rows.containsKey(sides[0])) {
                throw new IllegalArgumentException("row: '" + line + "' (expected: package -> packages, once)");
            }
            Set<String> imports = new LinkedHashSet<>(List.of(sides[1].split(" +", -1)));
            imports.remove("nothing");
            rows.put(sides[0], imports);
        }
        return new ImportTable(rows);
    }

    /** The row a Java package belongs to: the longest that is it or holds it. Empty for a package of ours that has no row. */
    Optional<String> rowOf(String packageName) {
        if (packageName.equals(BASE)) {
            return Optional.of(ROOT);
        }
        String name = packageName.substring(BASE.length() + 1);
        while (!rows.containsKey(name)) {
            int dot = name.lastIndexOf('.');
            if (dot < 0) {
                return Optional.empty();
            }
            name = name.substring(0, dot);
        }
        return Optional.of(name);
    }

    /** True when a class of row {@code from} may use one of row {@code to}. */
    boolean allows(String from, String to) {
        return from.equals(to)
                || from.equals(ROOT)
                || rows.getOrDefault(from, Set.of()).contains(to);
    }

    static boolean ours(String packageName) {
        return packageName.equals(BASE) || packageName.startsWith(BASE + '.');
    }
}
