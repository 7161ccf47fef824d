package dev.weft.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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

    /** A field somebody adds would come out as asterisks: better said here than found out in an incident. */
    @Test
    void everyFieldTheCodeLogsIsOnTheList() throws IOException {
        Set<String> named = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source :
                    sources.filter(p -> p.toString().endsWith(".java")).toList()) {
                Matcher matcher = NAMED.matcher(Files.readString(source));
                while (matcher.find()) {
                    named.add(matcher.group(1));
                }
            }
        }
        assertThat(named).contains("requestId", "route");
        assertThat(LogMask.FIELDS).containsAll(named);
    }
}
