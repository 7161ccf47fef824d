package dev.weft.load.orders;

/** How the gateways under test are told to send orders: the demo's configuration, changed. */
final class Lanes {
    /** The ERP's block in both demos, at the key before which lane settings go. */
    private static final String ERP = "    connections: 64\n";

    private Lanes() {}

    /** An ERP that bears {@code perSecond} effects a second. */
    static String rate(String configuration, int perSecond) {
        return Fleet.changed(
                configuration,
                ERP,
                ERP + "    orders: { rate: " + perSecond
                        + "/s, burst: 10, concurrency: 16, timeout: 2s, lease: 15s }\n");
    }

    /** An ERP that may apply what it was sent, and then find it, up to {@code lagSeconds} after the caller has gone. */
    static String patient(String configuration, int lagSeconds) {
        String lane = ERP
                + "    orders: { rate: 400/s, burst: 50, concurrency: 32, timeout: 1s, lease: 10s, attempts: 40 }\n";
        return Fleet.changed(Fleet.changed(configuration, ERP, lane), "lag: 5s", "lag: " + lagSeconds + "s");
    }

    /** The sandbox's name of the ERP. */
    static String system(String erp) {
        return erp.equals("rest") ? "erp-rest" : "sap";
    }
}
