package dev.weft.security;

/** Told what happens to tokens and keys, for meters and logs. Called on the thread that did the work; must neither wait nor throw. */
public interface SecurityListener {
    /** Listens to nothing. */
    SecurityListener NONE = new SecurityListener() {};

    /** How fetching a key set ended. */
    enum Refresh {
        OK("ok"),
        FAILED("failed"),
        TIMEOUT("timeout"),
        BAD_SET("bad_set");

        private final String code;

        Refresh(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    /** A token's signature and claims were checked and are good. */
    default void tokenVerified(String issuer) {}

    /** A token already verified was seen again. */
    default void tokenKnown(String issuer) {}

    /** A token was refused. */
    default void tokenRejected(TokenRejected.Reason reason) {}

    /** A key set was asked for; {@code keys} usable keys are held now. */
    default void keysRefreshed(String issuer, Refresh result, int keys) {}
}
