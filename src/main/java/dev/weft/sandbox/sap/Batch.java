package dev.weft.sandbox.sap;

import dev.weft.sandbox.wire.Call;
import dev.weft.sandbox.wire.Reply;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code $batch}: multipart in, multipart out, each part with its own status. Only reads are simulated; a change set is
 * answered with 501 in its place.
 *
 * <p>Strict where SAP is: a part needs CRLF line ends and the blank lines after part headers and after request headers.
 */
final class Batch {

    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";,\\s]{1,70})\"?");
    private static final Pattern REQUEST = Pattern.compile("([A-Z]+) (\\S+) HTTP/1\\.[01]");
    private static final String OUT = "0D5C8E2F1A7B4C3D9E6F";
    private static final int MOST_PARTS = 1_000;

    private Batch() {}

    /** A part: the request in it, if it is one that can be answered, and the id to give back. */
    private record Part(Optional<Call> call, Optional<String> contentId) {}

    /** Answers every part; the whole waits for the slowest. */
    static Reply answer(Call batch, Function<Call, Reply> answerPart) {
        List<Part> parts = parts(batch);
        StringBuilder out = new StringBuilder(parts.size() * 1024);
        long slowest = 0;
        for (Part part : parts) {
            Reply reply = part.call()
                    .map(answerPart)
                    .orElseGet(() -> SapErrors.reply(
                            501, "005056A509B11EE1B9A8FEC11C21D78E", "Only reads are simulated in a batch"));
            slowest = Math.max(slowest, reply.delayMs());
            append(out, reply, part.contentId());
        }
        out.append("--").append(OUT).append("--\r\n");
        return Reply.text(202, "multipart/mixed; boundary=" + OUT, out.toString())
                .after(slowest);
    }

    private static List<Part> parts(Call batch) {
        Matcher matcher = BOUNDARY.matcher(batch.header("Content-Type").orElse(""));
        if (!batch.header("Content-Type").orElse("").startsWith("multipart/mixed") || !matcher.find()) {
            throw ODataRefusal.badRequest("Content-Type multipart/mixed with a boundary expected");
        }
        String delimiter = "\r\n--" + matcher.group(1);
        String[] pieces = ("\r\n" + batch.body()).split(Pattern.quote(delimiter), -1);
        if (pieces.length < 3 || !pieces[pieces.length - 1].startsWith("--")) {
            throw ODataRefusal.badRequest("Malformed batch: no part, or the closing boundary is missing");
        }
        if (pieces.length - 2 > MOST_PARTS) {
            throw ODataRefusal.badRequest("Too many parts in a batch");
        }
        List<Part> parts = new ArrayList<>();
        for (int i = 1; i < pieces.length - 1; i++) {
            parts.add(part(pieces[i]));
        }
        return parts;
    }

    private static Part part(String piece) {
        String[] halves = piece.split("\r\n\r\n", 2);
        if (halves.length < 2) {
            throw ODataRefusal.badRequest("Malformed batch: a part without a blank line after its headers");
        }
        MultiMap partHeaders = headers(halves[0]);
        Optional<String> contentId = Optional.ofNullable(partHeaders.get("Content-ID"));
        String type = partHeaders.get("Content-Type");
        if (type == null || !type.startsWith("application/http")) {
            return new Part(Optional.empty(), contentId);
        }
        String[] request = halves[1].split("\r\n", 2);
        Matcher line = REQUEST.matcher(request[0]);
        if (!line.matches() || !halves[1].contains("\r\n\r\n")) {
            throw ODataRefusal.badRequest(
                    "Malformed batch: '" + request[0] + "' is not a request with a blank line after it");
        }
        boolean read = line.group(1).equals("GET");
        String uri = line.group(2);
        return new Part(
                read
                        ? Optional.of(
                                Call.of(HttpMethod.GET, uri.startsWith("/") ? uri : "/" + uri, headers(request[1]), ""))
                        : Optional.empty(),
                contentId);
    }

    private static MultiMap headers(String text) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        for (String line : text.split("\r\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.add(
                        line.substring(0, colon).trim(),
                        line.substring(colon + 1).trim());
            }
        }
        return headers;
    }

    private static void append(StringBuilder out, Reply reply, Optional<String> contentId) {
        StringBuilder inner = new StringBuilder(reply.body().length + 200);
        inner.append("HTTP/1.1 ")
                .append(reply.status())
                .append(' ')
                .append(reason(reply.status()))
                .append("\r\n");
        reply.headers()
                .forEach(header -> inner.append(header.getKey())
                        .append(": ")
                        .append(header.getValue())
                        .append("\r\n"));
        inner.append("Content-Length: ").append(reply.body().length).append("\r\n");
        inner.append("dataserviceversion: 2.0\r\n\r\n").append(reply.bodyText()).append("\r\n");
        out.append("--").append(OUT).append("\r\nContent-Type: application/http\r\n");
        contentId.ifPresent(id -> out.append("Content-ID: ").append(id).append("\r\n"));
        out.append("Content-Length: ").append(inner.toString().getBytes(StandardCharsets.UTF_8).length);
        out.append("\r\ncontent-transfer-encoding: binary\r\n\r\n")
                .append(inner)
                .append("\r\n");
    }

    private static String reason(int status) {
        return HttpResponseStatus.valueOf(status).reasonPhrase();
    }
}
