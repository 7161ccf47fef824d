package dev.weft.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** SIGTERM while clients ask and ask: nobody's request is lost, everybody is told to go, and the process ends with 0. */
@Execution(ExecutionMode.CONCURRENT)
class DrainIT {
    private static final Pattern TOKEN = Pattern.compile("\"access_token\":\\s*\"([^\"]+)\"");
    private static final Pattern SANDBOX = Pattern.compile("sandbox +(http://127\\.0\\.0\\.1:\\d+)");
    private static final Pattern PORT = Pattern.compile("listening on port (\\d+)");
    private static final int SLOW = 4;
    private static final int QUICK = 4;

    @TempDir
    private Path folder;

    private final List<Process> started = new ArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(SLOW + QUICK);

    @AfterEach
    void stopAll() throws InterruptedException {
        for (Process process : started) { // gone before its folder is
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
        threads.shutdownNow();
    }

    @Test
    void requestsUnderWayAreAnsweredAndConnectionsToldToClose() throws Exception {
        String sandbox = first(SANDBOX, readUntil(weft("sandbox", "--port", "0"), "faults"))
                .group(1);
        sandbox(sandbox, "PUT", "faults/crm", "{\"latency\":{\"kind\":\"fixed\",\"ms\":400}}");
        String issued = sandbox(sandbox, "POST", "token", "{\"customer\":\"wsh00000001\"}");
        String token = first(TOKEN, issued).group(1);
        Process gateway = weft("run", "--config", configuration(sandbox).toString());
        int port = Integer.parseInt(
                first(PORT, readUntil(gateway, "listening on port")).group(1));

        CountDownLatch busy = new CountDownLatch(SLOW + QUICK);
        List<Future<Integer>> clients = new ArrayList<>();
        for (int i = 0; i < SLOW + QUICK; i++) {
            String target = i < SLOW ? "/v1/me" : "/openapi.yaml";
            clients.add(threads.submit(() -> askUntilToldToGo(port, target, token, busy)));
        }
        boolean all = busy.await(60, TimeUnit.SECONDS);
        for (Future<Integer> client : clients) {
            if (client.isDone()) {
                client.get(); // why it ended so early
            }
        }
        assertThat(all).as("every client has had two answers").isTrue();

        gateway.destroy(); // SIGTERM

        for (Future<Integer> client : clients) {
            assertThat(client.get(30, TimeUnit.SECONDS)).as("answers").isGreaterThan(2);
        }
        assertThat(gateway.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(gateway.exitValue()).isZero();
    }

    /** The sandbox's, on free ports, and with a delay that makes the gateway say goodbye. */
    private Path configuration(String sandbox) throws IOException {
        String text = Files.readString(Path.of("conf/sandbox.yaml"));
        for (String[] change : new String[][] {
            {"http://127.0.0.1:9100", sandbox},
            {"port: 8080", "port: 0"},
            {"port: 9090", "port: 0"},
            {"sample: 1.0", "sample: 0.0"}, // nobody reads what it prints
            {"drain: { delay: 0s", "drain: { delay: 500ms"},
            {"requestDeadline: 2s", "requestDeadline: 10s"},
        }) {
            assertThat(text).contains(change[0]);
            text = text.replace(change[0], change[1]);
        }
        return Files.writeString(
                folder.resolve("drain.yaml"), text + "\nstore:\n  file: " + folder.resolve("weft.db") + "\n");
    }

    private Process weft(String... arguments) throws IOException {
        Process process = new ProcessBuilder(Java.weft(arguments))
                .redirectErrorStream(true)
                .start();
        started.add(process);
        return process;
    }

    /** One keep-alive connection, one request after another; how many were answered until an answer said that it is the last. */
    private static int askUntilToldToGo(int port, String target, String token, CountDownLatch busy) throws IOException {
        byte[] request = ("GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nAuthorization: Bearer "
                        + token + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(20_000);
            InputStream in = socket.getInputStream();
            for (int answers = 1; ; answers++) {
                socket.getOutputStream().write(request);
                String head = head(in);
                assertThat(head).as("answer %d to %s", answers, target).startsWith("http/1.1 200");
                int length = Integer.parseInt(head.replaceAll("(?s).*\r\ncontent-length: ([0-9]+)\r\n.*", "$1"));
                assertThat(in.readNBytes(length)).as("the whole body").hasSize(length);
                if (head.contains("\r\nconnection: close\r\n")) {
                    return answers;
                }
                if (answers == 2) {
                    busy.countDown();
                }
            }
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
            int next = in.read();
            assertThat(next).as("closed without an answer after '%s'", head).isNotNegative();
            head.append((char) next);
        }
        return head.toString().toLowerCase(Locale.ROOT);
    }

    private static String sandbox(String sandbox, String method, String what, String body) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(sandbox + "/_sandbox/" + what))
                                .method(method, HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static Matcher first(Pattern pattern, String said) {
        Matcher matcher = pattern.matcher(said);
        assertThat(matcher.find()).as(said).isTrue();
        return matcher;
    }

    private static String readUntil(Process process, String mark) throws IOException {
        StringBuilder said = new StringBuilder();
        BufferedReader out = process.inputReader();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            said.append(line).append('\n');
            if (line.contains(mark)) {
                break;
            }
        }
        return said.toString();
    }
}
