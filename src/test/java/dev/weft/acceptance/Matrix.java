package dev.weft.acceptance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code edge/matrix.txt}: who gets what at every route. */
final class Matrix {
    private static final String FILE = "/edge/matrix.txt";

    /** Who asks; in the order of the table's columns. */
    enum Who {
        NONE,
        GUEST,
        OWNER,
        OTHER,
        SITE,
        EXPIRED,
        SCOPE,
        OPERATOR
    }

    /** One route, as the table has it. */
    record Row(String port, String method, String target, String body, Map<Who, List<Integer>> verdicts) {
        /** The path, its things still in braces. */
        String path() {
            return target.split("\\?", 2)[0];
        }

        /** {@code status} where the table grants it, else what the table says. */
        String wanted(Who who, int status) {
            List<Integer> granted = verdicts.getOrDefault(who, List.of());
            return granted.contains(status) ? Integer.toString(status) : granted.toString();
        }

        boolean grants(Who who, int status) {
            return verdicts.getOrDefault(who, List.of()).contains(status);
        }

        /** True where something is given to some, at least. */
        boolean answers(Who who) {
            return verdicts.getOrDefault(who, List.of()).stream().anyMatch(status -> status < 300);
        }

        /** True where each use needs a thing of its own, or makes one. */
        boolean consumes() {
            return target.contains("!}") || body.contains("!}") || body.startsWith("@");
        }

        /** True where the same question has the same answer for everybody whose token is good. */
        boolean shared() {
            return method.equals("GET") && answers(Who.GUEST) && !target.contains("/v1/orders");
        }

        boolean on(String which) {
            return port.equals(which);
        }

        @Override
        public String toString() {
            return port + " " + method + " " + target;
        }
    }

    private Matrix() {}

    static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        try (InputStream in = Matrix.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is not on the class path");
            }
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> rows.add(row(line)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    private static Row row(String line) {
        String[] words = line.trim().split(" +");
        Who[] columns = Who.values();
        if (words.length != 4 + columns.length) {
            throw new IllegalArgumentException(FILE + ": " + line);
        }
        Map<Who, List<Integer>> verdicts = new EnumMap<>(Who.class);
        for (Who who : columns) {
            verdicts.put(
                    who,
                    Stream.of(words[4 + who.ordinal()].split("/"))
                            .map(Integer::valueOf)
                            .toList());
        }
        return new Row(words[0], words[1], words[2], words[3], verdicts);
    }
}
