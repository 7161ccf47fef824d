package dev.weft.testing;

import dev.weft.kernel.Market;
import java.util.Currency;

/** Values many tests need. */
public final class Samples {
    public static final Currency EUR = Currency.getInstance("EUR");
    public static final Market EUROPE = new Market("WeftEU", "de-DE", EUR);
    public static final Market AMERICA = new Market("WeftUS", "en-US", Currency.getInstance("USD"));

    private Samples() {}
}
