package dev.weft.http.scapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaymentsTest {
    private static Cart cart(String total, String payments) {
        StringBuilder instruments = new StringBuilder();
        for (String amount : payments.isEmpty() ? new String[0] : payments.split(" ", -1)) {
            instruments
                    .append(instruments.isEmpty() ? "" : ",")
                    .append(amount.equals("-") ? "{}" : "{\"amount\":" + amount + "}");
        }
        String json = "{\"basketId\":\"b\",\"customerInfo\":{\"customerId\":\"c\"},\"orderTotal\":" + total
                + ",\"productItems\":[],\"paymentInstruments\":[" + instruments + "]}";
        return Cart.read(json.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "59.97, '', true, false",
        "59.97, 59.97, true, true",
        "59.97, 59.970, true, true",
        "59.97, 58.47, false, false",
        "59.97, 61.47, false, false",
        "59.97, -, true, false",
        "59.97, 20.00 -, true, false",
        "59.97, 70.00 -, false, false",
        "59.97, 20.00 39.97, true, false",
        "59.97, 20.00 38.47, false, false",
        "null, 20.00, true, false"
    })
    void addUpOrLeaveTheRestToOneWithoutAmount(String total, String payments, boolean fit, boolean oneOfAll) {
        Cart cart = cart(total, payments);
        assertThat(Payments.fit(cart)).isEqualTo(fit);
        assertThat(Payments.isOneOfAll(cart)).isEqualTo(oneOfAll);
    }
}
