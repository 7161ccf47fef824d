package dev.weft.admin;

/**
 * Who uses the operators' port.
 *
 * @param name as configured, or the {@code sub} of an issuer's token
 */
public record Operator(String name, How how) {
    /** Everyone on this machine, where nobody is named. */
    public static final Operator LOCAL = new Operator("local", How.LOOPBACK);

    /** How they proved it. */
    public enum How {
        TOKEN,
        ISSUER,
        CERTIFICATE,
        LOOPBACK
    }
}
