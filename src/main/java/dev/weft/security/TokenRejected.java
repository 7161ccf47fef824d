package dev.weft.security;

/**
 * A token was refused. Without stack trace, and one shared instance for each reason: refusing must be cheap under a storm of junk. The
 * reason is for the log; a caller sees one constant body whatever it is.
 */
public final class TokenRejected extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why. The code stands in logs and metrics and never changes its meaning. */
    public enum Reason {
        TOO_LARGE("too_large"),
        MALFORMED("malformed"),
        HEADER("header"),
        ALGORITHM("algorithm"),
        KEY_ID("key_id"),
        UNKNOWN_KEY("unknown_key"),
        KEYS_UNAVAILABLE("keys_unavailable"),
        SIGNATURE("signature"),
        CLAIMS("claims"),
        ISSUER("issuer"),
        AUDIENCE("audience"),
        EXPIRED("expired"),
        NOT_YET_VALID("not_yet_valid"),
        LIFETIME("lifetime"),
        SUBJECT("subject"),
        SITE("site"),
        INACTIVE("inactive"),
        ISSUER_UNAVAILABLE("issuer_unavailable");

        private final String code;
        private final TokenRejected rejection;

        Reason(String code) {
            this.code = code;
            this.rejection = new TokenRejected(this, code);
        }

        public String code() {
            return code;
        }

        /**
         * True where we could not judge the token because its issuer's keys were never fetched, are too old, or could not be fetched when the
         * token named one that we do not hold, or because the issuer cannot be asked.
         */
        public boolean ourFault() {
            return this == KEYS_UNAVAILABLE || this == ISSUER_UNAVAILABLE;
        }

        /** True where the same token may be judged differently seconds later, so that the verdict is not remembered. */
        boolean passing() {
            return this == UNKNOWN_KEY || this == NOT_YET_VALID || ourFault();
        }

        TokenRejected rejection() {
            return rejection;
        }
    }

    private final Reason reason;

    private TokenRejected(Reason reason, String code) {
        super("token rejected: " + code, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
