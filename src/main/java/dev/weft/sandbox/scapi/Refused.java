package dev.weft.sandbox.scapi;

import dev.weft.sandbox.wire.Reply;

/** Ends the work on a call with the answer that says why; caught where calls are let in. Carries no stack trace. */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Reply reply;

    Refused(Reply reply) {
        super("refused with " + reply.status(), null, false, false);
        this.reply = reply;
    }

    Reply reply() {
        return reply;
    }
}
