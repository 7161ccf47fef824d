package dev.weft.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The packaged jar as a user runs it: commands, exit codes, signals. */
@Execution(ExecutionMode.CONCURRENT)
class JarIT {
    private static final Pattern URL = Pattern.compile("curl -s '(http://[^']+)' -H 'Authorization: (Bearer [^']+)'");
    private static final Pattern SANDBOX = Pattern.compile("sandbox +(http://127\\.0\\.0\\.1:\\d+)");

    @TempDir
    private Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void stopAll() throws InterruptedException {
        for (Process process : started) { // gone before its folder is
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void theDemoAnswersItsOwnFirstLineAndEndsWithZeroOnSigterm() throws Exception {
        Process demo = demo("0");
        StringBuilder said = readUntil(demo, "Ctrl-C");
        Matcher first = URL.matcher(said);
        assertThat(first.find()).as(said.toString()).isTrue();

        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(first.group(1)))
                                .header("Authorization", first.group(2))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"complete\":true");

        Matcher sandbox = SANDBOX.matcher(said);
        assertThat(sandbox.find()).isTrue();
        Process token = weft("token", "--sandbox", sandbox.group(1), "--customer", "wsh00000001");
        String printed = new String(token.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(token.waitFor()).isZero();
        assertThat(printed.strip().split("\\.", -1)).hasSize(3);

        demo.destroy(); // SIGTERM
        assertThat(demo.waitFor(12, TimeUnit.SECONDS)).isTrue();
        assertThat(demo.exitValue()).isZero();
    }

    @Test
    void aPortInUseIsNamedAndEndsWithTwo() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getByName("127.0.0.1"))) {
            String port = Integer.toString(taken.getLocalPort());
            Process demo = demo(port);
            assertThat(demo.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(demo.exitValue()).isEqualTo(2);
            assertThat(errors(demo)).contains(port).contains("--port");
        }
    }

    @Test
    void aMistakeInTheConfigurationIsNamedAndEndsWithTwo() throws Exception {
        Path config = folder.resolve("my.yaml");
        Files.writeString(
                config, Files.readString(Path.of("conf/sandbox.yaml")).replace("timeout: 1500ms", "timout: 1500ms"));
        Process check = weft("check", "--config", config.toString());
        assertThat(check.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(check.exitValue()).isEqualTo(2);
        assertThat(errors(check)).contains("my.yaml:").contains("timout").contains("Did you mean 'timeout'?");
    }

    @Test
    void anUnknownOptionEndsWithTwo() throws Exception {
        Process token = weft("token", "--sitte", "WeftEU");
        assertThat(token.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(token.exitValue()).isEqualTo(2);
        assertThat(errors(token)).contains("--sitte");
    }

    /** A link that a fault breaks is named; the others stay good. */
    @Test
    void linksAreProvedOneByOne() throws Exception {
        Process sandbox = weft("sandbox", "--port", "0", "--fault", "loyalty=error:500:1");
        Matcher address = SANDBOX.matcher(readUntil(sandbox, "faults"));
        assertThat(address.find()).isTrue();
        Path config = folder.resolve("links.yaml");
        Files.writeString(
                config,
                Files.readString(Path.of("conf/sandbox.yaml")).replace("http://127.0.0.1:9100", address.group(1)));
        Process check = weft(
                "check", "--config", config.toString(), "--links", "--report", folder.toString(), "--sku", "10000001");
        String said = new String(check.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(check.waitFor()).isEqualTo(1);
        assertThat(said.lines().filter(line -> line.startsWith("FAILED")))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).contains(" loyalty."));
        assertThat(said.lines().filter(line -> line.startsWith("ok")))
                .anySatisfy(line -> assertThat(line).contains(" sap.stock."));
        assertThat(folder.resolve("weft-links.xml")).content().contains("<testsuite");
    }

    /** The demo on ports that are free, but for {@code port}, with a store of its own. */
    private Process demo(String port) throws IOException {
        String data = folder.resolve("data").toString();
        return weft("demo", "--port", port, "--admin-port", "0", "--sandbox-port", "0", "--data", data);
    }

    private Process weft(String... arguments) throws IOException {
        Process process = new ProcessBuilder(Java.weft(arguments))
                .redirectError(folder.resolve("errors-" + started.size()).toFile())
                .start();
        started.add(process);
        return process;
    }

    private String errors(Process process) throws IOException {
        return Files.readString(folder.resolve("errors-" + started.indexOf(process)));
    }

    private static StringBuilder readUntil(Process process, String mark) throws IOException {
        StringBuilder said = new StringBuilder();
        BufferedReader out = process.inputReader();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            said.append(line).append('\n');
            if (line.contains(mark)) {
                return said;
            }
        }
        return said;
    }
}
