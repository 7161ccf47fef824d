package dev.weft.sandbox.data;

import java.math.BigDecimal;

/** Minor units turned into the decimals a wire wants. */
public final class Amounts {

    private Amounts() {}

    /** 12900 with two digits is 129.00; with none it is 12900. */
    public static BigDecimal decimal(long minor, int digits) {
        return BigDecimal.valueOf(minor, digits);
    }

    /** The same amount with at least three digits behind the point, as SAP writes condition rates. */
    public static String threeDigits(long minor, int digits) {
        return decimal(minor, digits).setScale(3).toPlainString();
    }
}
