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
    void regionsAreLeftOutForSapHasItsOwn() {
        assertThat(address("Byron", "Testweg 1", "HH").containsKey("Region")).isFalse();
    }

    @Test
    void aLongStreetGoesOnInTheNextLines() {
        String street = "Am alten Speicher hinter dem dritten Tor rechts neben der Seilerei 1, Aufgang C";
        JsonObject address = address("Byron", street, "HH");
        assertThat(address.getString("StreetName"))
                .isEqualTo("Am alten Speicher hinter dem dritten Tor rechts neben der");
        assertThat(address.getString("StreetPrefixName1")).isEqualTo("Seilerei 1, Aufgang C");
        assertThat(address.getString("StreetPrefixName2")).isEqualTo("2nd floor");
        JsonObject unbroken = address("Byron", "T".repeat(170), "HH");
        assertThat(unbroken.getString("StreetName")).hasSize(60);
        assertThat(unbroken.getString("StreetSuffixName1")).hasSize(30);
        assertThat(unbroken.getString("StreetSuffixName2")).isEqualTo("2nd floor");
    }

    @Test
    void anAddressThatDoesNotFitIsNotCutAndSaysNothingPersonal() {
        assertThatThrownBy(() -> address("Byron", "T".repeat(221), "HH"))
                .isInstanceOfSatisfying(
                        SapDrafts.Unfit.class, unfit -> assertThat(unfit.code()).isEqualTo("street_too_long"));
        assertThatThrownBy(() -> address("B".repeat(161), "Testweg 1", "HH"))
                .isInstanceOf(SapDrafts.Unfit.class)
                .hasMessage("name_too_long");
    }
}
