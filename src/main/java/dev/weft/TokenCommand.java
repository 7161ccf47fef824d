package dev.weft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weft token}: a shopper token of the running sandbox's issuer, on standard output and nothing else. */
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description = "Prints a shopper token got from the running sandbox's issuer.")
final class TokenCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--sandbox",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:9100",
            description = "Where the sandbox runs (${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private URI sandbox;

    @ArgGroup
    private @Nullable Who who;

    @Option(names = "--site", defaultValue = "WeftEU", description = "The site the token is for (${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String site;

    @Option(names = "--scopes", split = ",", paramLabel = "SCOPE", description = "Scopes; the standard set if absent.")
    private List<String> scopes = new ArrayList<>();

    @Option(
            names = "--ttl",
            paramLabel = "SECONDS",
            defaultValue = "1800",
            description = "Lifetime (${DEFAULT-VALUE}).")
    private long ttl;

    /** Whose token: a guest's unless a customer is named. */
    static final class Who {
        @Option(names = "--customer", paramLabel = "ID", description = "A registered shopper, for example wsh00000001.")
        private @Nullable String customer;

        @Option(names = "--guest", description = "A guest (the default).")
        private boolean guest;
    }

    @Override
    public Integer call() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox + "/_sandbox/token"))
                .timeout(LIMIT)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(wish().toString()))
                .build();
        HttpResponse<String> response;
        try {
            response = HttpClient.newBuilder()
                    .connectTimeout(LIMIT)
                    .build()
                    .send(request, HttpResponse.BodyHandlers.ofString());
        } catch (ConnectException e) {
            spec.commandLine()
                    .getErr()
                    .println("weft: no sandbox answers at " + sandbox
                            + "; start one with 'weft demo' or 'weft sandbox', or name it with --sandbox");
            return Main.FAILED;
        } catch (IOException e) {
            spec.commandLine().getErr().println("weft: " + sandbox + ": " + e.getMessage());
            return Main.FAILED;
        }
        JsonNode answer = JSON.readTree(response.body());
        String token = answer.path("access_token").asText("");
        if (response.statusCode() != 200 || token.isEmpty()) {
            spec.commandLine().getErr().println("weft: the sandbox refused: " + response.body());
            return Main.WRONG_INPUT;
        }
        spec.commandLine().getOut().println(token);
        return 0;
    }

    private ObjectNode wish() {
        ObjectNode wish = JSON.createObjectNode().put("site", site).put("ttlSeconds", ttl);
        String customer = who == null ? null : who.customer;
        if (customer == null) {
            wish.put("guest", true);
        } else {
            wish.put("customer", customer);
        }
        if (!scopes.isEmpty()) {
            ArrayNode wanted = wish.putArray("scopes");
            scopes.forEach(wanted::add);
        }
        return wish;
    }
}
