package dev.weft.kernel;

/**
 * What travels with a request through every layer: its id, its trace and until when the answer is of use. Immutable.
 *
 * @param requestId the id shown in answers and logs
 * @param trace the W3C trace this request belongs to
 * @param deadline until when an answer is of use
 */
public record RequestContext(String requestId, TraceContext trace, Deadline deadline) {
    public RequestContext withDeadline(Deadline other) {
        return new RequestContext(requestId, trace, other);
    }
}
