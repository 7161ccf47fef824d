package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers are the brands' published test numbers. */
class CardNumbersTest {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private static Optional<String> in(String json) {
        try {
            return CardNumbers.in(JSON.readTree(json.replace('\'', '"')));
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }

    private static boolean text(String text) {
        return CardNumbers.in(JSON.valueToTree(text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111111", // Visa
                "4222222222222", // with 13
                "5555555555554444", // Mastercard
                "2223003122003222", // of the second range
                "378282246310005", // American Express
                "30569309025904", // Diners Club
                "3530111333300000", // JCB
                "6011111111111117", // Discover
                "6759649826438453", // Maestro
                "6240008631401148" // UnionPay
            })
    void findsEveryBrandAndNoneWithAnotherCheckDigit(String number) {
        assertThat(text(number)).isTrue();
        int last = number.length() - 1;
        String wrong =
                number.substring(0, last) + (number.charAt(last) == '9' ? '0' : (char) (number.charAt(last) + 1));
        assertThat(text(wrong)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111 1111 1111 1111",
                "4111-1111-1111-1111",
                "4111.1111.1111.1111",
                "4111_1111_1111_1111",
                "4111  1111 - 1111 1111",
                "4111\u00a01111\u00a01111\u00a01111",
                "4111\u20131111\u20131111\u20131111",
                "\uff14\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11",
                "please charge 4111111111111111.",
                "Visa4111111111111111",
                "4111111111111111 12/27",
                "4111 1111 1111 1111 123",
                "no. 7, 4111 1111 1111 1111",
                "12 4111111111111111",
                "card=4111111111111111;cvc=123"
            })
    void findsItHoweverItIsWritten(String text) {
        assertThat(text(text)).as(text).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "411111111111111", // too short for what it begins like
                "41111111111111111111", // too long
                "1111111111111117", // begins as none does
                "0111111111111111112",
                "41111a11111111111", // letters stand in it
                "a9f4111111111111111c0ffee77",
                "WO-0123456789ABCDEFGHJK",
                "DE89 3704 0044 0532 0130 00", // an account, of a bank's documentation
                "1764072000000", // milliseconds
                "4111,1111,1111,1111",
                "Hafenstr. 1, 20457 Hamburg"
            })
    void isNotTakenInByOtherDigits(String text) {
        assertThat(text(text)).as(text).isFalse();
    }

    @Test
    void saysWhereItStands() {
        assertThat(in("{'a':[{'b':1},{'c/d':{'e':'x 4111111111111111'}}]}")).contains("/a/1/c~1d/e");
        assertThat(in("{'a':{'4111111111111111':true}}")).contains("/a");
        assertThat(in("{'a':[1,true,null,'ok',{}]}")).isEmpty();
        assertThat(in("{'comment':'hello','payment':{'reference':'4111-1111-1111-1111'}}"))
                .contains("/payment/reference");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4111111111111111", "4111111111111111.00", "4.111111111111111e15", "41111111111111110e-1"})
    void aNumberIsLookedAtLikeText(String number) {
        assertThat(in("{'n':" + number + "}")).contains("/n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e1000000", "1e-1000000", "4111.11", "-4111111111111112", "12491"})
    void otherNumbersAreLeftAloneHoweverLarge(String number) {
        assertThat(in("{'n':" + number + "}")).isEmpty();
    }

    @Test
    void aTradeItemNumberIsASkuAndACardIsNone() {
        assertThat(in("{'lines':[{'sku':'4222222222222'}]}")).isEmpty();
        assertThat(in("{'lines':[{'sku':'4111111111111111'}]}")).contains("/lines/0/sku");
        assertThat(in("{'lines':[{'name':'4222222222222'}]}")).contains("/lines/0/name");
    }

    @Test
    void aTelephoneNumberIsNoCardAndACardIsNoTelephoneNumber() {
        // 13 digits that a Visa card could have, as one in ten German mobile numbers has
        assertThat(text("4915112345678")).isTrue();
        assertThat(in("{'phone':'+49 151 12345678'}")).isEmpty();
        assertThat(in("{'phone':'0 4222222222222'}")).isEmpty();
        assertThat(in("{'phone':'+4111111111111111'}")).contains("/phone");
        assertThat(in("{'phone':'4111111111111111'}")).contains("/phone");
        assertThat(in("{'note':'+4222222222222'}")).contains("/note");
    }

    @Test
    void aUuidIsNeverTakenForOne() {
        Random random = new Random(7);
        for (int i = 0; i < 200_000; i++) {
            String uuid = new UUID(
                            random.nextLong() & ~0xf000L | 0x4000L,
                            random.nextLong() & 0x3fffffffffffffffL | 0x8000000000000000L)
                    .toString();
            assertThat(CardNumbers.found(uuid, 13)).as(uuid).isFalse();
        }
        assertThat(text("41111111-1111-4111-9111-111111111111")).isFalse();
    }

    @Test
    void hashesAreNotTakenForOne() {
        Random random = new Random(7);
        int found = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder hash = new StringBuilder();
            for (int j = 0; j < 64; j++) {
                hash.append(Character.forDigit(random.nextInt(16), 16));
            }
            found += CardNumbers.found(hash.toString(), 13) ? 1 : 0;
        }
        assertThat(found).isZero();
    }
}
