package dev.weft.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weft.kernel.Sku;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The books of an order come to what was captured, or there are none. */
class BooksTest {
    /** Three units of 33.33, and a surcharge of 1.00 on all of them; in units of any currency's exponent. */
    private static Order.Basket surcharged(String currency) {
        OrderLine line = new OrderLine(1, Sku.of("A"), 3, 3_333, 0, 0);
        return new Order.Basket(currency, true, List.of(line), -100, new Shipping("post", 490, 0), "de-DE");
    }

    private static Payment paying(long amount) {
        return new Payment("ref", "card", amount, 0, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"EUR", "JPY", "KWD"})
    void aSurchargeIsPaidToTheLastUnit(String currency) {
        Books books = Books.of(surcharged(currency), paying(9_999 + 100 + 490), 0);
        assertThat(books.total()).isEqualTo(10_589);
        assertThat(books.paid(1)).isEqualTo(10_099);
        assertThat(books.lines().get(1)).extracting(UnitRun::paid).containsExactly(3_367L, 3_366L);
    }

    @Test
    void sharesThatDoNotComeToWhatIsPaidAreNoBooks() {
        for (long wrong : List.of(10_588L, 10_590L)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Books.of(surcharged("EUR"), paying(wrong), 0))
                    .withMessageContaining(Long.toString(wrong))
                    .withMessageContaining("10589");
        }
    }

    @Test
    void whatPointsPayIsPaid() {
        Payment payment = new Payment("ref", "card", 10_000, 589, 589);
        assertThat(Books.of(surcharged("EUR"), payment, 0).whole().pointsValue())
                .isEqualTo(589);
    }
}
