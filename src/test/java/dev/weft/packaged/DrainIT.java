package dev.weft.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway told to stop under load, as an orchestrator does it: behind a balancer that follows readiness. */
class DrainIT {
    private static final Pattern SANDBOX = Pattern.compile("sandbox +(http://127\\.0\\.0\\.1:\\d+)");
    private static final Pattern PORTS = Pattern.compile("listening on port (\\d+), admin on (\\d+)");
    private static final int PER_SECOND = 300;

    @TempDir
    private Path folder;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Process> started = new ArrayList<>();
    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stopAll() {
        pace.shutdownNow();
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void sigtermUnderThreeHundredRequestsASecondFailsNoneAndEndsWithinThirtySeconds() throws Exception {
        String sandbox = sandbox();
        Process gateway = start(config(sandbox), "gateway");
        Matcher ports = ports("gateway");
        String shop = "http://127.0.0.1:" + ports.group(1);
        String ready = "http://127.0.0.1:" + ports.group(2) + "/health/ready";
        assertThat(status(ready)).isEqualTo(200);
        String token = token(sandbox);

        AtomicBoolean chosen = new AtomicBoolean(true); // what a balancer has made of the probes
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        CompletableFuture<Void> allSent = new CompletableFuture<>();
        AtomicInteger number = new AtomicInteger();
        var load = pace.scheduleAtFixedRate(
                () -> {
                    if (!chosen.get()) {
                        allSent.complete(null);
                        return;
                    }
                    String path = number.get() % 10 == 0 ? "/v1/me" : "/v1/products/1000000" + (1 + number.get() % 9);
                    number.incrementAndGet();
                    answers.add(client.sendAsync(
                            HttpRequest.newBuilder(URI.create(shop + path))
                                    .header("Authorization", "Bearer " + token)
                                    .timeout(Duration.ofSeconds(20))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString()));
                },
                0,
                1_000_000 / PER_SECOND,
                TimeUnit.MICROSECONDS);
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> number.get() >= 3 * PER_SECOND);

        long told = System.nanoTime();
        gateway.destroy(); // SIGTERM
        Awaitility.await("readiness follows at once")
                .atMost(Duration.ofSeconds(4)) // of a machine that builds other things meanwhile
                .pollInterval(Duration.ofMillis(20))
                .until(() -> status(ready) == 503);
        int sentBefore = number.get();
        Awaitility.await("it serves on while balancers probe")
                .atMost(Duration.ofSeconds(10))
                .until(() -> number.get() >= sentBefore + PER_SECOND);
        chosen.set(false);
        allSent.get(10, TimeUnit.SECONDS);
        load.cancel(false);

        assertThat(gateway.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - told)).isLessThan(Duration.ofSeconds(30));
        assertThat(gateway.exitValue()).isZero();
        assertThat(answers).hasSizeGreaterThan(4 * PER_SECOND);
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            assertThat(answer.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aRequestUnderWayWhenThePortClosesIsAnsweredAndItsConnectionClosed() throws Exception {
        String sandbox = sandbox();
        Process gateway = start(config(sandbox).replace("delay: 8s", "delay: 300ms"), "slow");
        Matcher ports = ports("slow");
        control("PUT", sandbox + "/_sandbox/faults/scapi", "{\"latency\":{\"kind\":\"fixed\",\"ms\":5000}}");
        HttpRequest slow = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + ports.group(1) + "/v1/products/10000001"))
                .header("Authorization", "Bearer " + token(sandbox))
                .timeout(Duration.ofSeconds(20))
                .build();
        CompletableFuture<HttpResponse<String>> answer = client.sendAsync(slow, HttpResponse.BodyHandlers.ofString());
        Awaitility.await("it is under way")
                .atMost(Duration.ofSeconds(10))
                .until(() -> get("http://127.0.0.1:" + ports.group(2) + "/metrics")
                        .lines()
                        .anyMatch(line -> line.startsWith("weft_concurrency_inflight{backend=\"scapi\"} 1")));
        gateway.destroy();
        assertThat(answer.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        assertThat(answer.join().headers().firstValue("connection")).contains("close");
        assertThat(gateway.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(gateway.exitValue()).isZero();
    }

    private static String config(String sandbox) throws IOException {
        return Files.readString(Path.of("conf/sandbox.yaml"))
                .replace("http://127.0.0.1:9100", sandbox)
                .replace("port: 8080", "port: 0")
                .replace("port: 9090", "port: 0")
                .replace("delay: 0s", "delay: 8s")
                .replace("requestDeadline: 2s", "requestDeadline: 9s") // stopping is the question here, not speed
                .replaceAll("budget: [0-9]+m?s", "budget: 8s")
                .replaceAll("(?m)^    timeout: [0-9]+m?s", "    timeout: 8s")
                .replaceAll("rate: [0-9]+/[a-z0-9]+, burst: [0-9]+", "rate: 100000/s, burst: 100000");
    }

    private String sandbox() throws Exception {
        Process sandbox = new ProcessBuilder(java(), "-jar", System.getProperty("weft.jar"), "sandbox", "--port", "0")
                .redirectOutput(folder.resolve("sandbox.out").toFile())
                .redirectError(folder.resolve("sandbox.err").toFile())
                .start();
        started.add(sandbox);
        return matched("sandbox.out", SANDBOX).group(1);
    }

    private Process start(String config, String name) throws IOException {
        Path file = folder.resolve(name + ".yaml");
        Files.writeString(file, config);
        Process gateway = new ProcessBuilder(
                        java(), "-jar", System.getProperty("weft.jar"), "run", "--config", file.toString())
                .redirectOutput(folder.resolve(name + ".out").toFile())
                .redirectError(folder.resolve(name + ".err").toFile())
                .start();
        started.add(gateway);
        return gateway;
    }

    private Matcher ports(String name) {
        return matched(name + ".err", PORTS);
    }

    private Matcher matched(String file, Pattern pattern) {
        Matcher[] found = new Matcher[1];
        Awaitility.await(file).atMost(Duration.ofSeconds(60)).until(() -> {
            found[0] = pattern.matcher(Files.readString(folder.resolve(file)));
            return found[0].find();
        });
        return found[0];
    }

    private String token(String sandbox) throws Exception {
        String answer = control("POST", sandbox + "/_sandbox/token", "{\"customer\":\"wsh00000001\"}");
        Matcher token = Pattern.compile("\"access_token\" *: *\"([^\"]+)\"").matcher(answer);
        assertThat(token.find()).as(answer).isTrue();
        return token.group(1);
    }

    private String control(String method, String url, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private String get(String url) throws Exception {
        return control("GET", url, "");
    }

    private int status(String url) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
