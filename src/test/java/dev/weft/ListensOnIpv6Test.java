package dev.weft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.settings.GatewaySettings;
import dev.weft.settings.Loaded;
import dev.weft.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A gateway that listens on addresses of IPv6 starts, and is asked at them. */
class ListensOnIpv6Test {
    @TempDir
    private Path folder;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    @BeforeAll
    static void needsIt() {
        try (ServerSocket there = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
            assertThat(there.isBound()).isTrue();
        } catch (IOException e) {
            Assumptions.abort("skipped: this machine has no IPv6 (" + e.getMessage() + ")");
        }
    }

    @ParameterizedTest
    @CsvSource({"'::', ::1", "::1, '[::1]'"})
    void answersAtTheAddressItListensOn(String shoppers, String operators) throws Exception {
        Application gateway = Application.start(settings(shoppers, operators)).await(60, TimeUnit.SECONDS);
        try {
            assertThat(status(gateway.port(), "/v1/products/10000001"))
                    .as("known here, and no token")
                    .isEqualTo(401);
            assertThat(status(gateway.adminPort(), "/metrics")).isEqualTo(200);
        } finally {
            gateway.stop(Duration.ZERO).await(60, TimeUnit.SECONDS);
        }
    }

    private int status(int port, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://[::1]:" + port + path))
                .timeout(Duration.ofSeconds(20))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private GatewaySettings settings(String shoppers, String operators) throws IOException {
        String document = Files.readString(Path.of("conf/sandbox.yaml"))
                .replace("server:\n  host: 127.0.0.1\n  port: 8080", "server:\n  host: \"" + shoppers + "\"\n  port: 0")
                .replace("admin:\n  host: 127.0.0.1\n  port: 9090", "admin:\n  host: \"" + operators + "\"\n  port: 0");
        assertThat(document).contains("\"" + shoppers + "\"").contains("\"" + operators + "\"");
        Path file = Files.writeString(folder.resolve("ipv6.yaml"), document);
        return Settings.load(file, Map.of()).fold(Loaded.Accepted::settings, refused -> {
            throw new AssertionError(refused.problems().toString());
        });
    }
}
