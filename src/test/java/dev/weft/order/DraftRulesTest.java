package dev.weft.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kernel.Sku;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DraftRulesTest {
    private static final Person.Address ADDRESS =
            new Person.Address("A", "B", "Street 1", Optional.empty(), "1000", "City", Optional.empty(), "DE");
    private static final Person PERSON = new Person("a@example.test", Optional.empty(), ADDRESS, ADDRESS);

    /** A draft that may be made wrong. Right as it is: 2 x 10.00 less 1.00, 5.00, less 2.00 on all, 4.90 shipping. */
    private static final class Wrong {
        private long lineDiscount = 100;
        private long lineTax = 300;
        private long discount = 200;
        private long shippingTax = 78;
        private boolean gross = true;
        private long amount = 2_690;
        private long points;
        private long pointsValue;
        private long total = 2_690;

        private List<String> faults() {
            List<OrderLine> lines = List.of(
                    new OrderLine(1, Sku.of("A"), 2, 1_000, lineDiscount, lineTax),
                    new OrderLine(2, Sku.of("B"), 1, 500, 0, 80));
            Order.Basket basket =
                    new Order.Basket("EUR", gross, lines, discount, new Shipping("post", 490, shippingTax), "de-DE");
            Payment payment = new Payment("ref", "card", amount, points, pointsValue);
            return DraftRules.faults(new Draft(basket, payment, PERSON, Order.Origin.NONE, total)).stream()
                    .map(fault -> fault.pointer() + " " + fault.code())
                    .toList();
        }
    }

    private final Wrong draft = new Wrong();

    @Test
    void whatAddsUpHasNoFault() {
        assertThat(draft.faults()).isEmpty();
    }

    @Test
    void pointsPayAPart() {
        draft.points = 100;
        draft.pointsValue = 690;
        draft.amount = 2_000;
        assertThat(draft.faults()).isEmpty();
    }

    @Test
    void taxesComeOnTopOfNetPrices() {
        draft.gross = false;
        draft.total = 2_690 + 300 + 80 + 78;
        draft.amount = draft.total;
        assertThat(draft.faults()).isEmpty();
        draft.total = 2_690;
        assertThat(draft.faults()).containsExactly("/total does_not_add_up");
    }

    @Test
    void allAmountsThatCannotBeAreNamedAtOnce() {
        draft.lineDiscount = 2_001;
        draft.discount = 5_000;
        draft.shippingTax = 491;
        draft.points = 5;
        assertThat(draft.faults())
                .containsExactly(
                        "/lines/0/discount discount_too_large",
                        "/points points_without_value",
                        "/discount discount_too_large",
                        "/shipping/tax tax_too_large");
    }

    @Test
    void bothSumsAreComparedAtOnce() {
        draft.total = 2_691;
        draft.amount = 2_689;
        assertThat(draft.faults()).containsExactly("/total does_not_add_up", "/payment/amount does_not_add_up");
        draft.total = 2_690;
        assertThat(draft.faults()).containsExactly("/payment/amount does_not_add_up");
        draft.amount = 2_690;
        draft.total = 2_691;
        assertThat(draft.faults()).containsExactly("/total does_not_add_up");
    }

    @Test
    void pointsAndTheirValueStandTogether() {
        draft.pointsValue = 10;
        draft.amount = 2_680;
        assertThat(draft.faults()).containsExactly("/points points_without_value");
        draft.points = 1;
        assertThat(draft.faults()).isEmpty();
    }

    @Test
    void aDiscountMayTakeAllOfALineAndNoMore() {
        draft.lineDiscount = 2_000;
        draft.lineTax = 0;
        draft.total = 790;
        draft.amount = 790;
        assertThat(draft.faults()).isEmpty();
        draft.lineTax = 1;
        assertThat(draft.faults()).containsExactly("/lines/0/tax tax_too_large");
    }

    @Test
    void aTaxMayBeAllThatIsPaidForALineAfterItsShareOfTheDiscountAndNoMore() {
        draft.lineTax = 1_900 - 158; // 200 shared out as 19 to 5: 158 and 42
        assertThat(draft.faults()).isEmpty();
        draft.lineTax++;
        assertThat(draft.faults()).containsExactly("/lines/0/tax tax_too_large");
    }

    @Test
    void everythingMayBeFree() {
        draft.lineTax = 0;
        draft.discount = 2_400;
        draft.total = 490;
        draft.amount = 490;
        assertThat(draft.faults()).as("the second line still says 80").containsExactly("/lines/1/tax tax_too_large");
    }
}
