package dev.weft.sandbox.marketing;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What is kept of the events that were taken. */
class InboxTest {

    @Test
    void keepsTheNewestAndCountsAll() {
        Inbox inbox = new Inbox();
        for (int number = 0; number <= Inbox.MOST; number++) {
            JsonObject data = new JsonObject().put("BasketId", "b-" + number);
            inbox.take(new Inbox.Event("e-" + number, "c-" + number, "key", data, Instant.EPOCH));
        }
        assertThat(inbox.listed("", 1).getInteger("found")).isEqualTo(Inbox.MOST);
        assertThat(inbox.listed("", 1).getInteger("total")).isEqualTo(Inbox.MOST + 1);
        assertThat(inbox.listed("c-0", 1).getJsonArray("events")).isEmpty();
        assertThat(inbox.listed("c-" + Inbox.MOST, 1).getJsonArray("events")).hasSize(1);
        assertThat(inbox.verdict().getInteger("toldAgain")).isZero();
    }
}
