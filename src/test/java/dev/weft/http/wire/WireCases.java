package dev.weft.http.wire;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code wire/requests.txt}; its notation is explained there. */
final class WireCases {
    /** One request sequence: what the client must see, and how many requests the application may. */
    record Case(String why, int status, int reach, byte[] bytes) {
        boolean good() {
            return status == 200;
        }

        @Override
        public String toString() {
            return (good() ? "accepts the neighbour of: " : "refuses: ") + why;
        }
    }

    private static final Pattern LINE = Pattern.compile("(bad (\\d+)|good) (\\d+) (.*)");
    private static final Pattern REPEATED = Pattern.compile("\\{([^{}]+)\\*(\\d+)}");
    private static final Map<String, String> MACROS = Map.of(
            "{get}", "GET / HTTP/1.1\\r\\nHost: weft.test\\r\\n",
            "{post}", "POST /p HTTP/1.1\\r\\nHost: weft.test\\r\\n",
            "{te}", "Transfer-Encoding: chunked\\r\\n",
            "{e}", "\\r\\n");

    private WireCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        String why = "";
        for (String line : lines()) {
            Matcher matcher = LINE.matcher(line);
            if (line.startsWith("- ")) {
                why = line.substring(2);
            } else if (matcher.matches()) {
                int status = line.startsWith("good") ? 200 : Integer.parseInt(matcher.group(2));
                cases.add(new Case(why, status, Integer.parseInt(matcher.group(3)), bytes(matcher.group(4))));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                throw new IllegalStateException("not understood: " + line);
            }
        }
        return cases;
    }

    private static List<String> lines() {
        try (var in = WireCases.class.getResourceAsStream("/wire/requests.txt");
                var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(String notation) {
        String text = notation;
        for (var macro : MACROS.entrySet()) {
            text = text.replace(macro.getKey(), macro.getValue());
        }
        text = REPEATED.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(match.group(1).repeat(Integer.parseInt(match.group(2)))));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                out.write(c);
                continue;
            }
            char escape = text.charAt(++i);
            switch (escape) {
                case 'r' -> out.write('\r');
                case 'n' -> out.write('\n');
                case 't' -> out.write('\t');
                case '0' -> out.write(0);
                case '\\' -> out.write('\\');
                case 'x' -> {
                    out.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
                    i += 2;
                }
                default -> throw new IllegalStateException("unknown escape in: " + notation);
            }
        }
        return out.toByteArray();
    }
}
