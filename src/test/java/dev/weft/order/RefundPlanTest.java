package dev.weft.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kernel.Sku;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Refunds by hand: what a reader can check in the head. */
class RefundPlanTest {
    /** Three units for 100.00 together with 16.00 tax, shipping 5.00, points worth 21.00 of the 105.00. */
    private static OrderRecord order() {
        OrderLine line = new OrderLine(1, Sku.of("A"), 3, 3_400, 200, 1_600);
        Order.Basket basket = new Order.Basket("EUR", true, List.of(line), 0, new Shipping("post", 500, 80), "de-DE");
        return GeneratedOrders.record(basket, new Payment("ref", "card", 8_400, 420, 2_100), 100);
    }

    private static Refund refund(OrderRecord record, RefundWish wish) {
        RefundPlan.Planned planned = RefundPlan.of(record, wish, TenderOrder.AS_PAID, Instant.EPOCH);
        assertThat(planned.faults()).isEmpty();
        Refund refund = planned.refund().orElseThrow();
        assertThat(RefundLedger.mismatch(GeneratedOrders.with(record, refund))).isEmpty();
        return refund;
    }

    private static RefundWish units(int count) {
        return new RefundWish(Map.of(1, count), false, 0);
    }

    private static List<String> faults(OrderRecord record, RefundWish wish) {
        return RefundPlan.of(record, wish, TenderOrder.AS_PAID, Instant.EPOCH).faults().stream()
                .map(Fault::code)
                .toList();
    }

    @Test
    void theFirstUnitsCarryTheOddCents() {
        Books books = order().order().books();
        assertThat(books.total()).isEqualTo(10_500);
        assertThat(books.lines().get(1)).extracting(UnitRun::paid).containsExactly(3_334L, 3_333L, 3_333L);
        assertThat(books.lines().get(1)).extracting(UnitRun::tax).containsExactly(534L, 533L, 533L);
        assertThat(books.whole()).isEqualTo(new UnitRun(1, 10_500, 1_680, 2_100, 420, 100));
    }

    @Test
    void partsAddUpToTheWhole() {
        OrderRecord record = order();
        for (RefundWish wish : List.of(units(1), new RefundWish(Map.of(), true, 0), units(2))) {
            record = GeneratedOrders.with(record, refund(record, wish));
        }
        assertThat(record.refunded())
                .isEqualTo(new OrderRecord.Refunded(Map.of(1, 3), true, 0, 10_500, 1_680, 420, 100));
    }

    @Test
    void goodwillCountsAgainstWhatIsCaptured() {
        OrderRecord record = order();
        record = GeneratedOrders.with(record, refund(record, new RefundWish(Map.of(), false, 1_050)));
        assertThat(record.refunded().tax()).isEqualTo(168);
        assertThat(record.refunded().pointsTakenBack()).isEqualTo(10);
        record = GeneratedOrders.with(record, refund(record, GeneratedOrders.rest(record)));
        assertThat(record.refunded().amount()).isEqualTo(10_500);
        assertThat(record.refunded().tax()).isEqualTo(1_680);
        assertThat(faults(record, new RefundWish(Map.of(), false, 1))).containsExactly("over_refund");
    }

    @Test
    void manySmallAmountsTakeAsMuchAsALargeOne() {
        OrderRecord record = order();
        for (int i = 0; i < 50; i++) {
            record = GeneratedOrders.with(record, refund(record, new RefundWish(Map.of(), false, 105)));
        }
        assertThat(record.refunded().amount()).isEqualTo(5_250);
        assertThat(record.refunded().tax()).isEqualTo(840);
        assertThat(record.refunded().pointsReturned()).isEqualTo(210);
        assertThat(record.refunded().pointsTakenBack()).isEqualTo(50);
    }

    @Test
    void aRefundTheErpNeverBookedMayBeAskedForAgainAndNothingIsLost() {
        OrderRecord record = order();
        Refund first = refund(record, units(1));
        record = GeneratedOrders.with(record, first);
        record = GeneratedOrders.with(record, refund(record, units(1)));
        record = GeneratedOrders.without(record, first);
        assertThat(record.refunded().units()).isEqualTo(Map.of(1, 1));
        record = GeneratedOrders.with(record, refund(record, GeneratedOrders.rest(record)));
        assertThat(record.refunded())
                .isEqualTo(new OrderRecord.Refunded(Map.of(1, 3), true, 0, 10_500, 1_680, 420, 100));
        assertThat(record.refunds()).extracting(Refund::number).containsExactly(1, 2, 3);
    }

    @Test
    void allFaultsAtOnce() {
        assertThat(faults(order(), new RefundWish(Map.of(1, 4, 9, 1), false, 99_999)))
                .containsExactly("too_many", "unknown_line", "over_refund");
        assertThat(faults(order(), new RefundWish(Map.of(), false, 0))).containsExactly("empty");
        assertThat(faults(order(), new RefundWish(Map.of(1, 3), true, 1))).containsExactly("over_refund");
        OrderRecord record = order();
        OrderRecord again = GeneratedOrders.with(record, refund(record, new RefundWish(Map.of(), true, 0)));
        assertThat(faults(again, new RefundWish(Map.of(), true, 0))).containsExactly("already_refunded");
    }

    @Test
    void theTenderOrderSaysWhatGoesBackFirst() {
        OrderRecord record = order();
        Refund points = RefundPlan.of(record, units(1), TenderOrder.POINTS_FIRST, Instant.EPOCH)
                .refund()
                .orElseThrow();
        assertThat(points.pointsValue()).isEqualTo(2_100);
        assertThat(points.money()).isEqualTo(1_234);
        assertThat(points.pointsReturned()).isEqualTo(420);
        Refund money = RefundPlan.of(record, units(1), TenderOrder.MONEY_FIRST, Instant.EPOCH)
                .refund()
                .orElseThrow();
        assertThat(money.pointsValue()).isZero();
        assertThat(money.pointsReturned()).isZero();
    }

    @Test
    void amountsAreRefusedBelowZeroAndAboveWhatIsLeftAndUnitsBelowOne() {
        assertThat(faults(order(), new RefundWish(Map.of(), false, -1))).containsExactly("over_refund");
        assertThat(faults(order(), new RefundWish(Map.of(), false, 10_501))).containsExactly("over_refund");
        assertThat(refund(order(), new RefundWish(Map.of(), false, 10_500)).pointsReturned())
                .isEqualTo(420);
        assertThat(faults(order(), units(0))).containsExactly("too_many");
        assertThat(faults(order(), units(-1))).containsExactly("too_many");
        assertThat(faults(order(), units(4))).containsExactly("too_many");
    }

    @Test
    void unitsAndAnAmountTogetherMayTakeAllAndNotOneCentMore() {
        assertThat(faults(order(), new RefundWish(Map.of(1, 3), false, 501))).containsExactly("over_refund");
        OrderRecord record = order();
        record = GeneratedOrders.with(record, refund(record, new RefundWish(Map.of(1, 3), false, 500)));
        assertThat(record.refunded().amount()).isEqualTo(10_500);
        assertThat(record.refunded().tax()).isEqualTo(1_680);
        assertThat(record.refunded().pointsReturned()).isEqualTo(420);
        assertThat(record.refunded().pointsTakenBack()).isEqualTo(100);
        assertThat(faults(record, new RefundWish(Map.of(), true, 0))).containsExactly("over_refund");
    }

    @Test
    void nothingIsRefundedOfAnOrderThatIsCancelledOrAboutToBe() {
        for (OrderRecord.Stage stage : OrderRecord.Stage.values()) {
            boolean over = stage == OrderRecord.Stage.CANCELLED || stage == OrderRecord.Stage.CANCELLING;
            assertThat(faults(at(order(), stage), new RefundWish(Map.of(9, 1), false, 99_999)))
                    .as(stage.code())
                    .isEqualTo(over ? List.of("cancelled") : List.of("unknown_line", "over_refund"));
        }
    }

    @Test
    void referencesCountOnPastARefundThatFailed() {
        OrderRecord record = order();
        Refund first = refund(record, units(1));
        record = GeneratedOrders.without(GeneratedOrders.with(record, first), first);
        Refund second = refund(record, units(1));
        assertThat(second.number()).isEqualTo(2);
        assertThat(second.reference()).isEqualTo(record.order().id() + "-R2");
        assertThat(second.money()).isEqualTo(first.money());
    }

    /** A line for 10.00, a gift, and no shipping to pay. */
    private static OrderRecord withGift() {
        List<OrderLine> lines = List.of(
                new OrderLine(1, Sku.of("A"), 1, 1_000, 0, 160), new OrderLine(2, Sku.of("GIFT"), 1, 500, 500, 0));
        Order.Basket basket = new Order.Basket("EUR", true, lines, 0, new Shipping("post", 0, 0), "de-DE");
        return GeneratedOrders.record(basket, new Payment("ref", "card", 1_000, 0, 0), 10);
    }

    @Test
    void ofAShippingThatWasFreeThereIsNothingToRefund() {
        assertThat(faults(withGift(), new RefundWish(Map.of(), true, 0))).containsExactly("nothing_to_refund");
        Refund all = refund(withGift(), new RefundWish(Map.of(1, 1, 2, 1), true, 0));
        assertThat(all.money()).isEqualTo(1_000);
        OrderRecord over = GeneratedOrders.with(withGift(), all);
        assertThat(faults(over, new RefundWish(Map.of(), true, 0))).containsExactly("already_refunded");
    }

    @Test
    void aGiftComesBackForNothingAndTheRestForAllThatWasPaid() {
        OrderRecord record = withGift();
        Refund gift = refund(record, new RefundWish(Map.of(2, 1), false, 0));
        assertThat(gift.worthNothing()).isTrue();
        assertThat(gift.pointsTakenBack()).isZero();
        record = GeneratedOrders.with(record, gift);
        assertThat(record.refunded().units()).isEqualTo(Map.of(2, 1));
        Refund rest = refund(record, units(1));
        assertThat(rest.money()).isEqualTo(1_000);
        assertThat(rest.pointsTakenBack()).isEqualTo(10);
        assertThat(faults(GeneratedOrders.with(record, rest), new RefundWish(Map.of(), true, 0)))
                .containsExactly("nothing_to_refund");
    }

    private static OrderRecord at(OrderRecord record, OrderRecord.Stage stage) {
        return new OrderRecord(
                record.order(),
                stage,
                false,
                record.erpNumber(),
                record.refunded(),
                record.refunds(),
                record.person(),
                record.journals(),
                1,
                record.changedAt());
    }
}
