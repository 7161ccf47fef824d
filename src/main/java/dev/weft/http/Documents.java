package dev.weft.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The contract at {@code /openapi.yaml} and its browser at {@code /docs}: Swagger UI from its webjar, read once from the class path and
 * kept. A closed list of files; no path is ever built from a request.
 */
final class Documents {
    private static final Map<String, String> FILES = Map.of(
            "swagger-ui.css", "text/css",
            "swagger-ui-bundle.js", "text/javascript",
            "favicon-32x32.png", "image/png",
            "favicon-16x16.png", "image/png",
            "start.js", "text/javascript");
    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><title>Weft API</title><link rel="stylesheet" href="/docs/swagger-ui.css">
            <link rel="icon" type="image/png" href="/docs/favicon-32x32.png" sizes="32x32"></head>
            <body><div id="swagger-ui"></div>
            <script src="/docs/swagger-ui-bundle.js"></script><script src="/docs/start.js"></script></body>
            </html>
            """;
    private static final String START =
            "window.ui = SwaggerUIBundle({url: '/openapi.yaml', dom_id: '#swagger-ui', deepLinking: true});\n";
    private static final CharSequence PAGE_POLICY = HttpHeaders.createOptimized(
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
                    + "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");

    private final Answers answers;
    private final Map<String, Buffer> kept = new ConcurrentHashMap<>();

    Documents(Answers answers) {
        this.answers = answers;
    }

    void openapi(Exchange exchange) {
        exchange.request().response().putHeader(SecurityFields.POLICY, SecurityFields.NOTHING_RUNS);
        answers.longDocument(
                exchange, "application/yaml", kept.computeIfAbsent("openapi.yaml", n -> read("/openapi.yaml")));
    }

    void docs(Exchange exchange) {
        exchange.request().response().putHeader(SecurityFields.POLICY, PAGE_POLICY);
        answers.document(exchange, "text/html; charset=utf-8", PAGE.getBytes(StandardCharsets.UTF_8));
    }

    void docsFile(Exchange exchange) {
        String name = exchange.parameter("file");
        Optional<String> type = Optional.ofNullable(FILES.get(name));
        if (type.isEmpty()) {
            answers.problem(exchange, Problem.notFound("No such file."));
            return;
        }
        exchange.request()
                .response()
                .putHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=3600")
                .putHeader(SecurityFields.POLICY, SecurityFields.NOTHING_RUNS);
        answers.longDocument(exchange, type.get(), kept.computeIfAbsent(name, Documents::load));
    }

    private static Buffer load(String name) {
        if (name.equals("start.js")) {
            return Buffer.buffer(START);
        }
        return read("/META-INF/resources/webjars/swagger-ui/" + Version.SWAGGER_UI + "/" + name);
    }

    private static Buffer read(String resource) {
        try (InputStream in = Documents.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("resource " + resource + " is not on the class path");
            }
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The webjar's version, as its own metadata has it; its files stand under that name. */
    private static final class Version {
        private static final String SWAGGER_UI = webjarVersion();

        private static String webjarVersion() {
            Properties metadata = new Properties();
            try (InputStream in =
                    Documents.class.getResourceAsStream("/META-INF/maven/org.webjars/swagger-ui/pom.properties")) {
                if (in == null) {
                    throw new IllegalStateException("the swagger-ui webjar is not on the class path");
                }
                metadata.load(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return metadata.getProperty("version");
        }
    }
}
