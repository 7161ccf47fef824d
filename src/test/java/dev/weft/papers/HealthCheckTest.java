package dev.weft.papers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.testing.DeafPort;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The very command of the image's health check, against ports that answer as the operators' port does. */
class HealthCheckTest {
    private static final Path SHELL = Path.of("/bin/bash");

    private final Vertx vertx = Vertx.vertx();

    @BeforeEach
    void needsAShell() {
        assumeTrue(Files.isExecutable(SHELL), "skipped: the health check is a script of bash");
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void isContentWithALiveGatewayAndNothingElse() throws Exception {
        assertThat(check(port(200), "")).isZero();
        assertThat(check(port(503), "")).isNotZero();
        assertThat(check(port(421), "")).isNotZero();
        try (DeafPort nobody = new DeafPort()) {
            assertThat(check(nobody.port(), "")).isNotZero();
        }
    }

    @Test
    void whereThePortSpeaksTlsItIsOnlyKnockedAt() throws Exception {
        int silent = vertx.createNetServer()
                .connectHandler(connection -> {})
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
        assertThat(check(silent, "true")).isZero();
        try (DeafPort nobody = new DeafPort()) {
            assertThat(check(nobody.port(), "true")).isNotZero();
        }
    }

    private int port(int status) {
        return vertx.createHttpServer()
                .requestHandler(request -> request.response()
                        .setStatusCode(request.path().equals("/health/live") ? status : 404)
                        .end())
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
    }

    private static int check(int port, String tls) throws Exception {
        String image = Files.readString(Path.of("Dockerfile"));
        int from = image.indexOf("CMD [", image.indexOf("HEALTHCHECK")) + 4;
        List<String> command = new ArrayList<>();
        for (JsonNode part : new ObjectMapper().readTree(image.substring(from, image.indexOf('\n', from)))) {
            command.add(part.asText());
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("WEFT_ADMIN_PORT", Integer.toString(port));
        builder.environment().put("WEFT_ADMIN_TLS", tls);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("it ends").isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }
}
