package dev.weft;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A call to a running gateway's operators' port, with the options that say where and as whom. */
final class OperatorCall {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--admin",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:9090",
            description = "The gateway's operators' port (${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private URI admin;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            defaultValue = "${env:WEFT_OPERATOR_TOKEN}",
            description = "The operator's token; from the environment's WEFT_OPERATOR_TOKEN where absent.")
    private @Nullable String token;

    @Mixin
    private OperatorTls tls = new OperatorTls();

    @Option(names = "--json", description = "Prints the answer as JSON.")
    private boolean json;

    /** Calls, prints what came, and returns the exit code: 0 done, 1 no answer or refused, 2 wrong input. */
    int show(String method, String target, String body, Function<JsonNode, String> table) throws InterruptedException {
        return show(method, target, body, table, answer -> 0);
    }

    /** The same with the exit code that an answer means. */
    int show(
            String method,
            String target,
            String body,
            Function<JsonNode, String> table,
            ToIntFunction<JsonNode> exitCode)
            throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(admin + target))
                .timeout(LIMIT)
                .header("content-type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        String bearer = token;
        if (bearer != null && !bearer.isBlank()) {
            request.header("authorization", "Bearer " + bearer);
        }
        HttpClient.Builder client = HttpClient.newBuilder().connectTimeout(LIMIT);
        Optional<String> wrong = tls.secure(client, admin);
        if (wrong.isPresent()) {
            return failed(wrong.get(), Main.WRONG_INPUT);
        }
        HttpResponse<String> response;
        try {
            response = client.build().send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            return failed(CallFailure.told(e, admin), Main.FAILED);
        }
        JsonNode answer = parsed(response.body());
        if (response.statusCode() != 200) {
            String detail = answer.path("detail").asText(answer.path("title").asText("it answered nothing readable"));
            int code = response.statusCode() == 400 || response.statusCode() == 404 ? Main.WRONG_INPUT : Main.FAILED;
            return failed(response.statusCode() + ": " + detail, code);
        }
        spec.commandLine()
                .getOut()
                .print(json ? answer.toPrettyString() + System.lineSeparator() : table.apply(answer));
        spec.commandLine().getOut().flush();
        return exitCode.applyAsInt(answer);
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }

    private int failed(String message, int code) {
        spec.commandLine().getErr().println("weft: " + message);
        return code;
    }
}
