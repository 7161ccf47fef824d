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

    public static Problem notFound(String detail) {
        return new Problem(404, "not_found", "There is nothing here", detail, false, 0, List.of());
    }

    public static Problem methodNotAllowed() {
        return new Problem(405, "method_not_allowed", "The method is not allowed here", "", false, 0, List.of());
    }

    /** What the guard does not let in. The same body for every reason of one status. */
    static Problem refused(Verdict verdict) {
        return switch (verdict.status()) {
            case 405 -> methodNotAllowed();
            case 413 -> new Problem(413, "body_too_large", "The body is too large", "", false, 0, List.of());
            case 414 -> new Problem(414, "uri_too_long", "The address is too long", "", false, 0, List.of());
            case 417 ->
                new Problem(417, "expectation_failed", "The expectation cannot be met", "", false, 0, List.of());
            case 421 -> new Problem(421, "misdirected", "This host is not served here", "", false, 0, List.of());
            case 431 ->
                new Problem(431, "headers_too_large", "The header fields are too large", "", false, 0, List.of());
            default -> badRequest("That is not a request we can trust.");
        };
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
