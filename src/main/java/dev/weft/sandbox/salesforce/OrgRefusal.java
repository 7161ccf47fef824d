package dev.weft.sandbox.salesforce;

/** A request the org refuses, with status and error code. */
final class OrgRefusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;

    OrgRefusal(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    static OrgRefusal malformed(String message) {
        return new OrgRefusal(400, "MALFORMED_QUERY", message);
    }

    static OrgRefusal notFound() {
        return new OrgRefusal(404, "NOT_FOUND", "The requested resource does not exist");
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }
}
