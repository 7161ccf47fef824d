package dev.weft.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.outbox.NewEntry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderEntriesTest {
    /** Its aggregate's id is no order's, and neither need its payload be; its type may be anything. */
    @ParameterizedTest
    @ValueSource(strings = {"basket.abandoned", OrderEntries.CREATE, OrderEntries.ACCRUE})
    void whatIsOfNoOrderChangesNone(String type) {
        NewEntry other = new NewEntry("journey", type, "basket", "no order: ü", "site", "{\"refund\":\"r\"}");
        assertThat(OrderEntries.settled(other, "4711")).isEmpty();
        assertThat(OrderEntries.givenUp(other)).isEmpty();
        assertThat(OrderEntries.undoing(other)).isEmpty();
    }
}
