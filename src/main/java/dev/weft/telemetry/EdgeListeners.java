package dev.weft.telemetry;

import dev.weft.http.EdgeListener;
import dev.weft.http.door.Priority;

/** Tells two listeners. */
public record EdgeListeners(EdgeListener first, EdgeListener second) implements EdgeListener {
    @Override
    public void answered(Answered request) {
        first.answered(request);
        second.answered(request);
    }

    @Override
    public void refused(String requestId, String reason) {
        first.refused(requestId, reason);
        second.refused(requestId, reason);
    }

    @Override
    public void shed(Priority priority, String reason) {
        first.shed(priority, reason);
        second.shed(priority, reason);
    }

    @Override
    public void throttled(String policy, boolean allowed) {
        first.throttled(policy, allowed);
        second.throttled(policy, allowed);
    }

    @Override
    public void pushed(String backend, String kind, String outcome) {
        first.pushed(backend, kind, outcome);
        second.pushed(backend, kind, outcome);
    }
}
