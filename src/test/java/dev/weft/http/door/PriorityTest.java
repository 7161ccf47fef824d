package dev.weft.http.door;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PriorityTest {
    @Test
    void checkoutIsNeverShedBeforeNinetyFivePercentAndWhenAllOthersAre() {
        assertThat(Priority.CHECKOUT.shed(0.95)).isZero();
        for (Priority other : Priority.values()) {
            if (other != Priority.CHECKOUT) {
                assertThat(other.shed(0.95)).as(other.name()).isEqualTo(1);
            }
        }
        assertThat(Priority.CHECKOUT.shed(1)).isEqualTo(1);
    }

    @Test
    void theLessImportantIsAlwaysShedAtLeastAsMuch() {
        Priority[] all = Priority.values();
        for (double pressure = 0; pressure <= 1.2; pressure += 0.001) {
            for (int i = 1; i < all.length; i++) {
                assertThat(all[i - 1].shed(pressure))
                        .as("%s before %s at %s", all[i - 1], all[i], pressure)
                        .isGreaterThanOrEqualTo(all[i].shed(pressure));
            }
        }
    }

    /** Half of the way sheds an eighth. */
    @ParameterizedTest
    @EnumSource(Priority.class)
    void theCurveIsCubic(Priority priority) {
        double end = 1;
        while (priority.shed(end - 0.001) >= 1) {
            end -= 0.001;
        }
        assertThat(priority.shed((priority.from() + end) / 2)).isBetween(0.12, 0.13);
    }
}
