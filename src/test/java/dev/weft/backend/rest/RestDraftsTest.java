package dev.weft.backend.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.backend.CannedBackend;
import dev.weft.backend.CannedBackend.Canned;
import dev.weft.backend.Orders;
import dev.weft.inventory.Sourced;
import dev.weft.order.Books;
import dev.weft.order.Order;
import dev.weft.order.OrderLine;
import dev.weft.order.Payment;
import dev.weft.order.Shipping;
import dev.weft.order.UnitRun;
import dev.weft.outbox.AfterSend;
import dev.weft.outbox.Outcome;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Amounts in hundredths, of a currency that has thousandths. */
class RestDraftsTest {
    @RegisterExtension
    final CannedBackend erp = new CannedBackend();

    private static RestOrderRules inHundredths() {
        RestOrderRules usual = InHouse.orderRules();
        return new RestOrderRules(
                usual.calls(),
                usual.fields(),
                usual.constants(),
                usual.refundConstants(),
                Amount.Unit.HUNDREDTHS,
                usual.guest(),
                usual.stages(),
                usual.lag());
    }

    /** One unit for so many fils. */
    private static Order inDinars(long fils) {
        Order like = Orders.of("WEFT-KWD-1");
        return new Order(
                like.id(),
                like.buyer(),
                like.placedAt(),
                new Order.Basket(
                        "KWD",
                        true,
                        List.of(new OrderLine(1, Orders.SKU, 1, fils, 0, 0)),
                        0,
                        new Shipping("standard", 0, 0),
                        "en-GB"),
                new Books(Map.of(1, List.of(new UnitRun(1, fils, 0, 0, 0, 0))), new UnitRun(1, 0, 0, 0, 0, 0), fils),
                new Payment("psp-1", "card", fils, 0, 0),
                Order.Origin.NONE,
                List.of(new Sourced(1, Orders.SKU, "hamburg", 1)));
    }

    private Outcome create(Order order) {
        erp.answers(request -> Canned.json("{\"No\":\"4711\"}"));
        return erp.await(() -> new RestOrderSink(erp.client(), InHouse.settings(), inHundredths())
                .create(order, Orders.PERSON, CannedBackend.context()));
    }

    @Test
    void anAmountFinerThanTheUnitIsRefusedAndNeverSent() {
        assertThat(create(inDinars(12_345))).isEqualTo(AfterSend.rejected("amount_finer_than_hundredths"));
        assertThat(erp.seen()).isEmpty();
    }

    @Test
    void anAmountThatFitsIsToldInHundredths() {
        assertThat(create(inDinars(12_340))).isEqualTo(AfterSend.applied("4711"));
        assertThat(new JsonObject(erp.only().body())
                        .getJsonArray("Rows")
                        .getJsonObject(0)
                        .getInteger("Row_Cents"))
                .isEqualTo(1_234);
    }
}
