package dev.weft.backend.sap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.backend.Orders;
import dev.weft.order.Person;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SapToldTest {
    private static JsonObject address(String lastName, String street, String region) {
        Person.Address to = new Person.Address(
                "Ada", lastName, street, Optional.of("2nd floor"), "20095", "Hamburg", Optional.of(region), "DE");
        return SapTold.shipTo(
                        "SH",
                        "1",
                        Orders.of("WEFT-TOLD-3"),
                        new Person("ada@example.com", Optional.of("+49 40 1"), to, to))
                .getJsonObject(0)
                .getJsonArray("to_Address")
                .getJsonObject(0);
    }

    @Test
    void aLongNameStandsInTwoLinesAndNothingOfItIsLost() {
        JsonObject address = address("Augusta King-Noel of Lovelace and Ockham", "Testweg 1", "HH");
        assertThat(address.getString("OrganizationName1")).isEqualTo("Ada Augusta King-Noel of Lovelace and");
        assertThat(address.getString("OrganizationName2")).isEqualTo("Ockham");
        assertThat(address.getString("StreetPrefixName1")).isEqualTo("2nd floor");
        assertThat(address.getString("PhoneNumber")).isEqualTo("+49 40 1");
    }

    @Test
    void aRegionThatIsNoCodeIsLeftOut() {
        assertThat(address("Byron", "Testweg 1", "HH").getString("Region")).isEqualTo("HH");
        assertThat(address("Byron", "Testweg 1", "Hamburg").containsKey("Region"))
                .isFalse();
    }

    @Test
    void anAddressThatDoesNotFitIsNotCutAndSaysNothingPersonal() {
        assertThatThrownBy(() -> address("Byron", "T".repeat(61), "HH"))
                .isInstanceOfSatisfying(
                        SapDrafts.Unfit.class, unfit -> assertThat(unfit.code()).isEqualTo("street_too_long"));
        assertThatThrownBy(() -> address("B".repeat(100), "Testweg 1", "HH"))
                .isInstanceOf(SapDrafts.Unfit.class)
                .hasMessage("name_too_long");
    }
}
