package dev.weft.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.testing.TestAuthority;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigInteger;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A gateway in a process of its own puts renewed certificates to use on SIGHUP, and drops nobody for it. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("HangupTest")
class HangupTest {
    private static final Duration START = Duration.ofSeconds(90);
    private static final Pattern LISTENING = Pattern.compile("listening on port (\\d+)");

    @TempDir
    private Path folder;

    private final TestAuthority authority = new TestAuthority("shop");

    @Test
    void renewsOnHangupWithoutDroppingAConnection() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "skipped: needs a system with signals");
        TestAuthority.Issued first = authority.server("127.0.0.1");
        first.write(folder.resolve("chain.pem"), folder.resolve("key.pem"));
        Process gateway = start();
        try {
            int port = port(gateway);
            AtomicBoolean over = new AtomicBoolean();
            AtomicInteger answered = new AtomicInteger();
            ExecutorService clients = Executors.newFixedThreadPool(3);
            List<Future<BigInteger>> kept = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                kept.add(clients.submit(() -> keepAsking(port, over, answered)));
            }
            Awaitility.await().atMost(START).until(() -> answered.get() > 30);

            TestAuthority.Issued second = authority.server("127.0.0.1");
            second.write(folder.resolve("chain.pem"), folder.resolve("key.pem"));
            assertThat(serial(port))
                    .as("nobody has told it")
                    .isEqualTo(first.certificate().getSerialNumber());
            hangUp(gateway);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> serial(port).equals(second.certificate().getSerialNumber()));

            int since = answered.get();
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> answered.get() > since + 30);
            over.set(true);
            for (Future<BigInteger> client : kept) {
                assertThat(client.get(20, TimeUnit.SECONDS))
                        .as("one connection all the while, as it was made")
                        .isEqualTo(first.certificate().getSerialNumber());
            }
            clients.shutdown();
        } finally {
            gateway.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
        }
    }

    /** One connection, request after request; fails with the first that is not answered. */
    private BigInteger keepAsking(int port, AtomicBoolean over, AtomicInteger answered) throws IOException {
        try (SSLSocket socket = connect(port)) {
            BigInteger serial = serial(socket);
            while (!over.get()) {
                ask(socket);
                answered.incrementAndGet();
            }
            return serial;
        }
    }

    private static void ask(SSLSocket socket) throws IOException {
        String request = "GET /v1/nothing HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int b = socket.getInputStream().read();
            assertThat(b).as("the connection ended after: " + head).isNotNegative();
            head.append((char) b);
        }
        assertThat(head.toString()).startsWith("HTTP/1.1 404");
        Matcher length = Pattern.compile("(?i)content-length: (\\d+)").matcher(head);
        assertThat(length.find()).isTrue();
        socket.getInputStream().readNBytes(Integer.parseInt(length.group(1)));
    }

    private SSLSocket connect(int port) throws IOException {
        SSLSocket socket = (SSLSocket) authority.context().getSocketFactory().createSocket("127.0.0.1", port);
        socket.setSoTimeout(20_000);
        socket.startHandshake();
        return socket;
    }

    private BigInteger serial(int port) throws IOException {
        try (SSLSocket socket = connect(port)) {
            return serial(socket);
        }
    }

    private static BigInteger serial(SSLSocket socket) throws IOException {
        return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
    }

    private Process start() throws IOException {
        String text = Files.readString(Path.of("conf/sandbox.yaml"));
        String tls = "  tls: { certificate: chain.pem, key: key.pem, reload: 1h }\n";
        text = text.replace("  port: 8080\n", "  port: 0\n" + tls).replace("  port: 9090\n", "  port: 0\n");
        Path config = folder.resolve("gateway.yaml");
        Files.writeString(config, text.replace("127.0.0.1:9100", "127.0.0.1:1"));
        return new ProcessBuilder(Java.command(
                        List.of("-Xmx256m", "-cp", classPath(), "dev.weft.Main", "run", "--config", config.toString())))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
    }

    /** What this test itself runs with, whoever runs it. */
    static String classPath() {
        if (HangupTest.class.getClassLoader() instanceof URLClassLoader loader) {
            return Stream.of(loader.getURLs())
                    .map(URL::getPath)
                    .collect(Collectors.joining(System.getProperty("path.separator")));
        }
        return System.getProperty("java.class.path");
    }

    /** Reads all the process says, so that it never waits for a reader, and finds the port in it. */
    private static int port(Process gateway) throws Exception {
        CompletableFuture<Integer> port = new CompletableFuture<>();
        StringBuffer said = new StringBuffer();
        Thread reader = new Thread(() -> {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(gateway.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    Matcher found = LISTENING.matcher(line);
                    if (found.find()) {
                        port.complete(Integer.valueOf(found.group(1)));
                    } else if (!port.isDone()) {
                        said.append(line).append('\n');
                    }
                }
            } catch (IOException ended) {
                said.append(ended);
            }
            port.completeExceptionally(new AssertionError("it ended without listening:\n" + said));
        });
        reader.setDaemon(true);
        reader.start();
        return port.get(START.toSeconds(), TimeUnit.SECONDS);
    }

    private static void hangUp(Process gateway) throws Exception {
        Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -HUP " + gateway.pid())
                .redirectErrorStream(true)
                .start();
        assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(kill.exitValue()).isZero();
    }
}
