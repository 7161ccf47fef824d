package dev.weft.sandbox.sap;

/** A request SAP refuses, with its status and its error code. */
final class ODataRefusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;

    private ODataRefusal(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    static ODataRefusal badRequest(String message) {
        return new ODataRefusal(400, "005056A509B11EE1B9A8FEC11C21578E", message);
    }

    static ODataRefusal notFound(String message) {
        return new ODataRefusal(404, "/IWFND/CM_MGW/002", message);
    }

    /** A request the business logic refuses, with the message class and number SAP has for it. */
    static ODataRefusal business(String code, String message) {
        return new ODataRefusal(400, code, message);
    }

    static ODataRefusal of(int status, String code, String message) {
        return new ODataRefusal(status, code, message);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }
}
