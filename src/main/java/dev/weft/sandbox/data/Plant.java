package dev.weft.sandbox.data;

import java.util.Arrays;
import java.util.Optional;

/** A warehouse, with the code each ERP knows it by. */
public enum Plant {
    HAMBURG("1010", "HH1"),
    LYON("1011", "LY1"),
    LEEDS("1020", "LE1"),
    BRISTOL("1021", "BR1"),
    OSAKA("1030", "OS1"),
    SENDAI("1031", "SE1");

    private final String code;
    private final String depot;

    Plant(String code, String depot) {
        this.code = code;
        this.depot = depot;
    }

    /** The plant with this SAP code, if there is one. */
    public static Optional<Plant> of(String code) {
        return Arrays.stream(values()).filter(plant -> plant.code.equals(code)).findFirst();
    }

    /** SAP's four-digit plant. */
    public String code() {
        return code;
    }

    /** The in-house ERP's depot code. */
    public String depot() {
        return depot;
    }
}
