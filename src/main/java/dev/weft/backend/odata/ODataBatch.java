package dev.weft.backend.odata;

import dev.weft.kernel.Failed;
import dev.weft.kernel.Failure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Several reads in one call: {@code $batch}, a multipart/mixed document whose parts are HTTP messages. Parts are answered in the order
 * they were asked, each with its own status. Line ends and the blank lines matter to servers; both are written as RFC 2046 has them,
 * and read more leniently.
 */
public final class ODataBatch {
    private static final String BOUNDARY = "batch_weft";

    /** What the request's content type must say. */
    public static final String CONTENT_TYPE = "multipart/mixed; boundary=" + BOUNDARY;

    private static final Pattern BOUNDARY_PARAMETER =
            Pattern.compile(";\\s*boundary=(?:\"([^\"]{1,70})\"|([^\\s;\"]{1,70}))", Pattern.CASE_INSENSITIVE);
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] (\\d{3})( .*)?");

    /** One part of the answer. Not copied: whoever gets it owns the bytes. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Part(int status, byte[] body) {}

    private ODataBatch() {}

    /** The body that asks {@code queries}, all of one service. */
    public static byte[] body(List<ODataQuery> queries) {
        StringBuilder out = new StringBuilder(queries.size() * 400);
        for (ODataQuery query : queries) {
            out.append("--").append(BOUNDARY).append("\r\n");
            out.append("Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n");
            out.append("GET ").append(query.relative()).append(" HTTP/1.1\r\nAccept: application/json\r\n\r\n\r\n");
        }
        return out.append("--").append(BOUNDARY).append("--\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** The answer's parts, exactly {@code expected} of them; throws {@link Failed} with BAD_ANSWER otherwise. */
    public static List<Part> parts(String source, String contentType, byte[] answer, int expected) {
        Matcher boundary = BOUNDARY_PARAMETER.matcher(contentType);
        if (!contentType.toLowerCase(Locale.ROOT).startsWith("multipart/mixed") || !boundary.find()) {
            throw bad(source, "a batch answer that is not multipart/mixed");
        }
        String name = boundary.group(1) != null ? boundary.group(1) : boundary.group(2);
        byte[] delimiter = ("--" + name).getBytes(StandardCharsets.ISO_8859_1);
        List<Part> parts = new ArrayList<>(expected);
        int start = find(answer, delimiter, 0);
        while (start >= 0 && !closes(answer, start + delimiter.length)) {
            int from = start + delimiter.length;
            int end = find(answer, delimiter, from);
            if (end < 0 || parts.size() == expected) {
                throw bad(source, end < 0 ? "a batch answer without its end" : "more batch parts than were asked");
            }
            parts.add(part(source, answer, from, end));
            start = end;
        }
        if (parts.size() != expected) {
            throw bad(source, parts.size() + " batch parts where " + expected + " were asked");
        }
        return parts;
    }

    /** One part: its own header, a blank line, then an HTTP answer with header, blank line and body. */
    private static Part part(String source, byte[] answer, int from, int end) {
        int message = afterBlankLine(answer, from, end);
        int body = message < 0 ? -1 : afterBlankLine(answer, message, end);
        if (body < 0) {
            throw bad(source, "a batch part without a blank line after its header");
        }
        Matcher status = STATUS_LINE.matcher(firstLine(answer, message, body));
        if (!status.matches()) {
            throw bad(source, "a batch part without a status line");
        }
        return new Part(Integer.parseInt(status.group(1)), Arrays.copyOfRange(answer, body, Math.max(body, end)));
    }

    /** A delimiter counts only at the start of a line, so that a text inside a part cannot end it. */
    private static int find(byte[] in, byte[] delimiter, int from) {
        for (int i = from; i + delimiter.length <= in.length; i++) {
            if ((i == 0 || in[i - 1] == '\n')
                    && Arrays.equals(in, i, i + delimiter.length, delimiter, 0, delimiter.length)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean closes(byte[] in, int at) {
        return at + 1 < in.length && in[at] == '-' && in[at + 1] == '-';
    }

    /** The first position after an empty line; an empty line may be the very first. */
    private static int afterBlankLine(byte[] in, int from, int end) {
        boolean empty = false;
        for (int i = from; i < end; i++) {
            if (in[i] == '\n') {
                if (empty) {
                    return i + 1;
                }
                empty = true;
            } else if (in[i] != '\r') {
                empty = false;
            }
        }
        return -1;
    }

    private static String firstLine(byte[] in, int from, int end) {
        int to = from;
        while (to < end && in[to] != '\r' && in[to] != '\n') {
            to++;
        }
        return new String(in, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static Failed bad(String source, String detail) {
        return Failure.of(Failure.Reason.BAD_ANSWER, source, detail).asException();
    }
}
