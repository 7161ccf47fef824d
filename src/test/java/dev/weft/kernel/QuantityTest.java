package dev.weft.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {

    @Test
    void trailingZerosCarryNoMeaning() {
        assertThat(of("12.000")).isEqualTo(of("12")).hasSameHashCodeAs(Quantity.of(12));
        assertThat(of("0.000")).isEqualTo(Quantity.ZERO);
        assertThat(of("-0.00")).isEqualTo(Quantity.ZERO);
    }

    @Test
    void addsExactly() {
        assertThat(of("0.1").plus(of("0.2"))).isEqualTo(of("0.3"));
        assertThat(of("5").plus(of("-7"))).isEqualTo(of("-2"));
    }

    @ParameterizedTest
    @CsvSource({"1, true", "1.000, true", "250, true", "0.999, false", "0, false", "-3, false"})
    void sellsWholeUnitsOnly(String amount, boolean sellable) {
        assertThat(of(amount).sellable()).isEqualTo(sellable);
    }

    private static Quantity of(String amount) {
        return new Quantity(new BigDecimal(amount));
    }
}
