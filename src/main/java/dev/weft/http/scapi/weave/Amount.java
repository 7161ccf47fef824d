package dev.weft.http.scapi.weave;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** An amount of money as JSON has it: {@link #unscaled} with {@link #scale} decimals. Confined to one thread. */
final class Amount implements Comparable<Amount> {
    private final long unscaled;
    private final int scale;
    private @Nullable String json;

    Amount(long unscaled, int scale) {
        this.unscaled = unscaled;
        this.scale = scale;
    }

    /** Fails where it has more than 18 digits, which no price has. */
    static Amount of(BigDecimal value) {
        BigDecimal whole = value.scale() < 0 ? value.setScale(0) : value;
        return new Amount(whole.unscaledValue().longValueExact(), whole.scale());
    }

    long unscaled() {
        return unscaled;
    }

    int scale() {
        return scale;
    }

    BigDecimal value() {
        return BigDecimal.valueOf(unscaled, scale);
    }

    /** Without zeros that say nothing; made once, because it is written in many places. */
    String json() {
        String known = json;
        if (known == null) {
            known = written();
            json = known;
        }
        return known;
    }

    private String written() {
        long digits = Math.abs(unscaled);
        int decimals = unscaled == 0 ? 0 : scale;
        while (decimals > 0 && digits % 10 == 0) {
            digits /= 10;
            decimals--;
        }
        char[] text = new char[24 + Math.max(0, decimals)];
        int at = text.length;
        for (int written = 0; digits != 0 || written <= decimals; written++) {
            if (written == decimals && decimals > 0) {
                text[--at] = '.';
            }
            text[--at] = (char) ('0' + digits % 10);
            digits /= 10;
        }
        if (unscaled < 0) {
            text[--at] = '-';
        }
        return new String(text, at, text.length - at);
    }

    @Override
    public int compareTo(Amount other) {
        return scale == other.scale ? Long.compare(unscaled, other.unscaled) : value().compareTo(other.value());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Amount amount && compareTo(amount) == 0;
    }

    @Override
    public int hashCode() {
        return value().stripTrailingZeros().hashCode();
    }
}
