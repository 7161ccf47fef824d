package dev.weft.http.scapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.journey.Basket;
import dev.weft.kernel.Money;
import dev.weft.kernel.Sku;
import java.nio.charset.StandardCharsets;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of a basket's document, and what is left alone. */
class BasketDocumentTest {
    private static final Basket.Owner OWNER = new Basket.Owner("slas", "WeftEU", "ann");

    private static Optional<Basket> read(String json) {
        return BasketDocument.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), OWNER);
    }

    private static List<Basket.Line> lines(String items) {
        return read("{'basketId':'b1','currency':'EUR','productItems':[" + items + "]}")
                .orElseThrow()
                .lines();
    }

    private static Optional<Money> amount(String currency, String total) {
        return read("{'basketId':'b1','currency':'" + currency + "','productTotal':" + total + "}")
                .orElseThrow()
                .amount();
    }

    @Test
    void aBasketIsReadWithWhoseItIs() {
        assertThat(read("{'basketId':'b1','currency':'EUR','customerInfo':{'customerId':'ann'},"
                        + "'productItems':[{'productId':'A-1','quantity':2.0}],'productTotal':12.50}"))
                .contains(new Basket(
                        OWNER,
                        "b1",
                        Currency.getInstance("EUR"),
                        List.of(new Basket.Line(Sku.of("A-1"), 2)),
                        Optional.of(Money.ofMinor(1250, Currency.getInstance("EUR")))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{'basketId':'b1'",
                "{'currency':'EUR'}",
                "{'basketId':'b1'}",
                "{'basketId':'b1','currency':'euros'}",
                "{'basketId':'a b','currency':'EUR'}",
                "{'basketId':'b1','currency':'EUR','customerInfo':{'customerId':'bob'}}",
                "{'basketId':'b1','currency':'EUR','temporaryBasket':true}"
            })
    void whatIsNoBasketOfTheirsToComeBackToIsNotRead(String json) {
        assertThat(read(json)).isEmpty();
    }

    @Test
    void anIdIsNoLongerThanAnyBasketsIs() {
        String id = "b".repeat(100);
        assertThat(read("{'basketId':'" + id + "','currency':'EUR'}")).isPresent();
        assertThat(read("{'basketId':'" + id + "b','currency':'EUR'}")).isEmpty();
    }

    @Test
    void goodsInSeveralItemsAreOneLineAndWhatNobodyChoseIsNone() {
        assertThat(lines("{'productId':'A','quantity':1},{'productId':'B','quantity':2},{'productId':'A','quantity':3},"
                        + "{'productId':'gift','quantity':1,'bonusProductLineItem':true},"
                        + "{'productId':'gone','quantity':0},{'productId':'a/b','quantity':1},{'productId':'C'},{}"))
                .containsExactly(new Basket.Line(Sku.of("A"), 4), new Basket.Line(Sku.of("B"), 2));
    }

    @Test
    void ofMoreLinesThanAnyBasketHasTheFirstAreRead() {
        String items = IntStream.rangeClosed(1, Basket.MOST_LINES + 1)
                .mapToObj(i -> "{'productId':'S" + i + "','quantity':1}")
                .collect(Collectors.joining(","));
        List<Basket.Line> lines = lines(items);
        assertThat(lines).hasSize(Basket.MOST_LINES);
        assertThat(lines.get(Basket.MOST_LINES - 1).sku()).isEqualTo(Sku.of("S" + Basket.MOST_LINES));
    }

    @ParameterizedTest
    @CsvSource({"EUR,12.5,1250", "EUR,12.500,1250", "EUR,0,0", "JPY,1200,1200", "KWD,1.234,1234"})
    void anAmountIsReadExactly(String currency, String total, long minor) {
        assertThat(amount(currency, total)).contains(Money.ofMinor(minor, Currency.getInstance(currency)));
    }

    @ParameterizedTest
    @CsvSource({
        "EUR,12.345",
        "JPY,12.5",
        "EUR,-1",
        "EUR,null",
        "EUR,'\"12\"'",
        "EUR,1e30",
        "EUR,1e99999",
        "EUR,1e-99999"
    })
    void whatWouldHaveToBeRoundedOrIsNoAmountIsLeftOut(String currency, String total) {
        assertThat(amount(currency, total)).isEmpty();
    }
}
