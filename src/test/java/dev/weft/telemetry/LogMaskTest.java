package dev.weft.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LogMaskTest {
    private static final Pattern NAMED = Pattern.compile("addKeyValue\\(\\s*\"([^\"]+)\"");

    /** It alone is written as it comes, so nobody else's lines may have it. */
    @Test
    void whoTheOperatorWasStandsInTheAuditAlone() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            assertThat(sources.filter(path -> path.toString().endsWith(".java"))
                            .filter(path -> names(path).contains(LogMask.WHO)))
                    .containsExactly(Path.of("src/main/java/dev/weft/admin/AdminRouter.java"));
        }
    }

    private static Set<String> names(Path source) {
        Set<String> named = new TreeSet<>();
        try {
            Matcher matcher = NAMED.matcher(Files.readString(source));
            while (matcher.find()) {
                named.add(matcher.group(1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return named;
    }

    /** A field somebody adds would come out as asterisks: better said here than found out in an incident. */
    @Test
    void everyFieldTheCodeLogsIsOnTheList() throws IOException {
        Set<String> named = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source :
                    sources.filter(p -> p.toString().endsWith(".java")).toList()) {
                named.addAll(names(source));
            }
        }
        assertThat(named).contains("requestId", "route");
        assertThat(LogMask.FIELDS).containsAll(named);
    }
}
