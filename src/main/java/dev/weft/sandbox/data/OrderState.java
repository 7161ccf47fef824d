package dev.weft.sandbox.data;

/** How far an order has come, in the codes of each system. SAP: process, delivery and rejection status. */
public enum OrderState {
    PLACED("A", "A", "A", "10"),
    PROCESSING("B", "A", "A", "20"),
    PART_SHIPPED("B", "B", "A", "30"),
    SHIPPED("B", "C", "A", "40"),
    COMPLETED("C", "C", "A", "50"),
    CANCELLED("C", "", "C", "90");

    private final String process;
    private final String delivery;
    private final String rejection;
    private final String code;

    OrderState(String process, String delivery, String rejection, String code) {
        this.process = process;
        this.delivery = delivery;
        this.rejection = rejection;
        this.code = code;
    }

    /** SAP's OverallSDProcessStatus. */
    public String process() {
        return process;
    }

    /** SAP's OverallTotalDeliveryStatus. */
    public String delivery() {
        return delivery;
    }

    /** SAP's OverallSDDocumentRejectionSts. */
    public String rejection() {
        return rejection;
    }

    /** The in-house ERP's state. */
    public String code() {
        return code;
    }
}
