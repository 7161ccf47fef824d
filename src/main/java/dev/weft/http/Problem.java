package dev.weft.http;

import java.util.List;

/**
 * An error answer (RFC 9457). Never holds an internal message.
 *
 * @param status the HTTP status
 * @param code stable and machine-readable; also the last segment of {@code type}
 * @param title the same for every occurrence of {@code code}
 * @param detail what the caller can do about this one; may be empty
 * @param retryable true where the same request may succeed later
 * @param retryAfterSeconds sent as Retry-After when positive
 * @param backends the configured names of the systems at fault
 */
public record Problem(
        int status,
        String code,
        String title,
        String detail,
        boolean retryable,
        long retryAfterSeconds,
        List<String> backends) {

    public static Problem badRequest(String detail) {
        return new Problem(400, "bad_request", "The request is malformed", detail, false, 0, List.of());
    }

    public static Problem unauthorized() {
        return new Problem(401, "unauthorized", "A valid bearer token is required", "", false, 0, List.of());
    }

    public static Problem forbidden() {
        return new Problem(403, "forbidden", "The token does not allow this", "", false, 0, List.of());
    }

    static Problem forbiddenOrigin() {
        return new Problem(403, "forbidden_origin", "Pages of this origin may not call", "", false, 0, List.of());
    }

    public static Problem notFound(String detail) {
        return new Problem(404, "not_found", "There is nothing here", detail, false, 0, List.of());
    }

    public static Problem methodNotAllowed() {
        return new Problem(405, "method_not_allowed", "The method is not allowed here", "", false, 0, List.of());
    }

    /** What a request that is turned away at the door is told: never more than its kind. */
    static Problem of(Verdict verdict) {
        return switch (verdict.status()) {
            case 405 -> methodNotAllowed();
            case 413 -> tooLarge();
            case 414 -> refused(414, "uri_too_long", "The address is too long");
            case 417 -> refused(417, "expectation_failed", "The expectation cannot be met");
            case 421 -> refused(421, "misdirected", "This host is not served here");
            case 431 -> refused(431, "headers_too_large", "The header fields are too large");
            default -> badRequest("It is not well-formed HTTP, or could be read in two ways.");
        };
    }

    public static Problem tooLarge() {
        return refused(413, "body_too_large", "The body is too large");
    }

    /** A body in a content coding where it must be read; whoever answers so names the codings that can be read in {@code Accept-Encoding}. */
    public static Problem encoded() {
        return new Problem(
                415,
                "unsupported_media_type",
                "Send application/json, not encoded",
                "Send the body without Content-Encoding.",
                false,
                0,
                List.of());
    }

    private static Problem refused(int status, String code, String title) {
        return new Problem(status, code, title, "", false, 0, List.of());
    }

    public static Problem tooManyRequests(long retryAfterSeconds) {
        return new Problem(
                429, "too_many_requests", "The client is over its rate", "", true, retryAfterSeconds, List.of());
    }

    public static Problem unavailable(long retryAfterSeconds) {
        return new Problem(503, "unavailable", "Not available for the moment", "", true, retryAfterSeconds, List.of());
    }

    public static Problem internal() {
        return new Problem(500, "internal", "Something went wrong on our side", "", false, 0, List.of());
    }
}
