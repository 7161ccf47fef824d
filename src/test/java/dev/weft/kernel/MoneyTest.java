package dev.weft.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTest {

    @ParameterizedTest
    @CsvSource({
        "EUR, 19.99, 1999, 19.99",
        "EUR, 19.9, 1990, 19.90",
        "EUR, 1E+2, 10000, 100.00",
        "JPY, 1999, 1999, 1999",
        "JPY, 1999.000, 1999, 1999",
        "KWD, 1.234, 1234, 1.234",
        "EUR, -0.01, -1, -0.01",
    })
    void holdsExactAmountsInTheCurrencysOwnUnit(String code, BigDecimal major, long minor, String shown) {
        Money money = Money.ofExact(major, Currency.getInstance(code));
        assertThat(money.minor()).isEqualTo(minor);
        assertThat(money.major().toPlainString()).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"EUR, 19.999", "JPY, 0.5", "KWD, 1.2345"})
    void refusesToDecideHowToRound(String code, BigDecimal major) {
        assertThatThrownBy(() -> Money.ofExact(major, Currency.getInstance(code)))
                .isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest
    @CsvSource({"EUR, 0.005, 1", "EUR, 0.004, 0", "EUR, -0.005, -1", "JPY, 0.5, 1", "KWD, 0.0005, 1"})
    void roundsHalfUpWhereItIsTold(String code, BigDecimal major, long minor) {
        assertThat(Money.ofRounded(major, Currency.getInstance(code)).minor()).isEqualTo(minor);
    }

    @Test
    void refusesAmountsBeyondALong() {
        Currency yen = Currency.getInstance("JPY");
        assertThatThrownBy(() -> Money.ofExact(new BigDecimal("1E+30"), yen)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Money.ofRounded(new BigDecimal("1E+30"), yen)).isInstanceOf(ArithmeticException.class);
    }
}
