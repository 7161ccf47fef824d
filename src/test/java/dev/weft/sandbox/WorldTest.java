package dev.weft.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.sandbox.data.Master;
import dev.weft.sandbox.data.Order;
import dev.weft.sandbox.data.OrderState;
import dev.weft.sandbox.data.Shopper;
import dev.weft.sandbox.data.Site;
import dev.weft.sandbox.data.Variant;
import dev.weft.sandbox.data.World;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorldTest {

    private static final World WORLD = World.create(42, 2_000, 20_000);

    @Test
    void stocksTwoThousandMastersWithTwoToFourVariantsInTwelveCategories() {
        Set<String> categories = new HashSet<>();
        int variants = 0;
        for (int index = 1; index <= 2_000; index++) {
            Master master = WORLD.catalogue().master("M%07d".formatted(index)).orElseThrow();
            assertThat(master.variants().size()).isBetween(2, 4);
            assertThat(master.variants()).doesNotHaveDuplicates();
            categories.add(master.category().id());
            variants += master.variants().size();
        }

        assertThat(categories.size()).isGreaterThanOrEqualTo(12);
        assertThat(WORLD.catalogue().variants()).hasSize(variants);
    }

    @Test
    void leadsFromEverySpellingToTheSameVariantAndShopper() {
        Variant variant = WORLD.catalogue().variant("10000231").orElseThrow();
        Shopper shopper = WORLD.shoppers().number(1234).orElseThrow();

        assertThat(WORLD.catalogue().byMaterial("000000000010000231")).hasValue(variant);
        assertThat(WORLD.catalogue().byMaterial("10000231")).isEmpty();
        assertThat(variant.productCode()).isEqualTo("WF-10000231");
        assertThat(WORLD.shoppers().byCustomerId("wsh00001234")).hasValue(shopper);
        assertThat(WORLD.shoppers().bySoldToParty("0000001234")).hasValue(shopper);
        assertThat(WORLD.shoppers().byMembershipNumber("WC00001234")).hasValue(shopper);
        assertThat(WORLD.shoppers().byEmail(shopper.email())).hasValue(shopper);
        assertThat(WORLD.shoppers().byCustomerId("wsh00020001")).isEmpty();
        assertThat(WORLD.shoppers().byCustomerId("wsh00000000")).isEmpty();
    }

    @Test
    void hasOrdersInEveryStateThatAreFoundByNumberAndReference() {
        Set<OrderState> states = EnumSet.noneOf(OrderState.class);
        for (int number = 1; number <= 100; number++) {
            for (Order order : WORLD.orders().of(WORLD.shoppers().number(number).orElseThrow())) {
                states.add(order.state());
                assertThat(WORLD.orders().byNumber(order.number())).hasValue(order);
                assertThat(WORLD.orders().byReference(order.reference())).hasValue(order);
            }
        }

        assertThat(states).containsExactlyInAnyOrder(OrderState.values());
        assertThat(WORLD.orders().byNumber("1000000000")).isEmpty();
    }

    @Test
    void plantsADifferentStockInCommerceByRule() {
        for (Variant variant : WORLD.catalogue().variants().subList(0, 300)) {
            int planted = variant.number() % 15 == 4 ? 9 : 0;
            assertThat(WORLD.stock().inCommerce(variant, Site.WEFT_EU)
                            - WORLD.stock().free(variant, Site.WEFT_EU))
                    .isEqualTo(planted);
        }
    }
}
