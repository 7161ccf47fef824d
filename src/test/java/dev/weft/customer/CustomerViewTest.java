package dev.weft.customer;

import static dev.weft.testing.Samples.EUROPE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.fanout.Fanout;
import dev.weft.fanout.PartRule;
import dev.weft.kernel.Aged;
import dev.weft.kernel.Failure;
import dev.weft.kernel.Lookup;
import dev.weft.kernel.Shopper;
import dev.weft.testing.ManualClock;
import dev.weft.testing.Samples;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CustomerViewTest {
    private static final Shopper ME = new Shopper("me", "my token");
    private static final Membership MEMBER = new Membership("4711", "Active", List.of(), Optional.empty());

    private final ManualClock clock = new ManualClock();
    private final List<Set<Shopper>> asked = new ArrayList<>();

    @Test
    void asksEverySourceAboutThisShopperAlone() {
        CustomerScreen screen = screen(ME, EnumSet.allOf(CustomerPart.class)).result();
        assertThat(asked).hasSize(4).containsOnly(Set.of(ME));
        assertThat(screen.membership().orElseThrow().value()).isEqualTo(MEMBER);
        assertThat(screen.orders().orElseThrow().value()).isEmpty();
    }

    @Test
    void aSourceThatIsDownLeavesAGapAndTheRestStands() {
        CustomerScreen screen = screen(ME, EnumSet.allOf(CustomerPart.class)).result();
        assertThat(screen.profile()).isEmpty();
        assertThat(screen.composite().complete()).isFalse();
        assertThat(screen.composite().missingRequired().orElseThrow().name()).isEqualTo("profile");
    }

    @Test
    void anAnswerAboutAnotherTokenIsNoAnswer() {
        Shopper sameCustomerOtherToken = new Shopper("me", "another token");
        assertThat(screen(sameCustomerOtherToken, EnumSet.of(CustomerPart.LOYALTY))
                        .result()
                        .membership())
                .isEmpty();
    }

    @Test
    void asksOnlyForThePartsThatAreWanted() {
        assertThat(screen(ME, EnumSet.of(CustomerPart.BASKET)).result().basket())
                .isEmpty();
        assertThat(asked).hasSize(1);
    }

    @Test
    void aSiteThatIsNotConfiguredIsAMistake() {
        assertThat(view().screen(ME, Set.of(), Samples.AMERICA, clock.request(100))
                        .failed())
                .isTrue();
    }

    private Future<CustomerScreen> screen(Shopper shopper, Set<CustomerPart> include) {
        return view().screen(shopper, include, EUROPE, clock.request(1_000));
    }

    private CustomerView view() {
        Map<CustomerPart, PartRule> rules = Arrays.stream(CustomerPart.values())
                .collect(Collectors.toMap(
                        Function.identity(), p -> new PartRule(p == CustomerPart.PROFILE, Duration.ofMillis(500))));
        CustomerSources sources = new CustomerSources(
                "crm",
                this.<Profile>answering(Future.failedFuture(
                        Failure.of(Failure.Reason.CONNECT, "crm", "refused").asException()))::fetch,
                "loyalty",
                answering(Future.succeededFuture(Map.of(ME, Aged.fresh(MEMBER, 0))))::fetch,
                "erp",
                this.<List<OrderSummary>>answering(Future.succeededFuture(Map.of(ME, Aged.fresh(List.of(), 0))))::fetch,
                "commerce",
                this.<BasketSummary>answering(Future.succeededFuture(Map.of()))::fetch);
        return new CustomerView(new Fanout(clock, clock), rules, Map.of(EUROPE.site(), sources));
    }

    private <V> Lookup<Shopper, V> answering(Future<Map<Shopper, Aged<V>>> answer) {
        return (keys, market, context) -> {
            asked.add(keys);
            return answer;
        };
    }
}
