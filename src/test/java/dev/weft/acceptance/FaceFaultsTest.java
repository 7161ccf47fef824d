package dev.weft.acceptance;

import static dev.weft.acceptance.ScapiCalls.ORG;
import static dev.weft.acceptance.ScapiCalls.SITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.acceptance.FaultModes.Mode;
import dev.weft.acceptance.ScapiCalls.Call;
import dev.weft.acceptance.StorefrontTour.Goods;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Each system behind the face fails in each way the sandbox knows, while shoppers search, look, fill a basket and order: no step ends
 * otherwise than at SCAPI alone, nor takes longer than the enrichment budget allows. Others take the same steps at SCAPI itself meanwhile;
 * what a step takes longer than it usually does there is what the face adds.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
@Isolated
class FaceFaultsTest {
    /** A third of what is delivered, so that all of this takes a third of the time. */
    private static final Duration BUDGET = Duration.ofMillis(100);

    private static final int WARM_UPS = 12;

    /** For the way through one process more, on a machine that others use as well. */
    private static final Duration PASSAGE = Duration.ofMillis(25);

    /** Nobody is given up on: each request meets the fault itself, not a breaker that spares it. */
    @RegisterExtension
    static final RunningWeft WEFT = RunningWeft.with(RunningWeft.STANDARD, text -> {
        String patient = RunningWeft.edited(
                RunningWeft.operated(text), "breaker: { failures: 20,", "breaker: { failures: 100000,");
        for (String system : List.of("crm", "loyalty")) {
            String url = "    url: http://127.0.0.1:9100/" + system + "\n";
            patient = RunningWeft.edited(
                    patient, url, url + "    breaker: { failures: 100000, window: 10s, reset: 5s }\n");
        }
        return RunningWeft.edited(
                patient,
                "face:\n  backend: scapi\n",
                "face:\n  backend: scapi\n  enrichment: " + BUDGET.toMillis() + "ms\n");
    });

    private final ScapiCalls alone = ScapiCalls.direct(WEFT);
    private final ScapiCalls face = ScapiCalls.throughTheFace(WEFT);

    @Test
    void noStepOfAJourneyIsWorseThanAtScapiAlone() {
        List<Goods> goods = TourGoods.of(WEFT);
        Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            walk(alone, goods, "warm", Walk.ALL);
            walk(face, goods, "warm", Walk.ALL);
            assertThat(incomplete("warm")).isFalse();
        });
        for (int i = 0; i < WARM_UPS; i++) { // nobody asks what code costs that is run for the first time
            walk(alone, goods, "warm", Walk.ALL);
            walk(face, goods, "warm", Walk.ALL);
        }
        alone.made().clear();
        face.made().clear();
        WEFT.sandbox().resetCounts();
        List<Mode> modes = FaultModes.all();
        for (int i = 0; i < modes.size(); i++) {
            Mode mode = modes.get(i);
            if (i % 4 == 0) {
                walk(alone, goods, "alone", Walk.ALL); // all along, so that whatever else the machine does hits both
            }
            afresh("sap,loyalty,crm", mode);
            walk(face, goods, "all " + mode.name(), Walk.ALL);
            afresh("loyalty", mode);
            walk(face, goods, "loyalty " + mode.name(), Walk.MEMBERS);
        }
        assertThat(WEFT.sandbox().calls("crm"))
                .as("nothing of a journey needs the CRM")
                .isZero();
        for (Mode mode : modes) {
            if (mode.denies()) {
                assertThat(incomplete("all " + mode.name())).as(mode.name()).isTrue();
                assertThat(incomplete("loyalty " + mode.name())).as(mode.name()).isTrue();
            }
        }
        eachStepEndsAsAtScapi();
        addedIsWithinTheBudget();
    }

    private void eachStepEndsAsAtScapi() {
        Map<String, Set<Integer>> statuses = new HashMap<>();
        alone.made()
                .forEach(call -> statuses.computeIfAbsent(kind(call), none -> new TreeSet<>())
                        .add(call.status()));
        for (Call call : face.made()) {
            assertThat(statuses.get(kind(call)))
                    .as(call + " " + call.answer().body())
                    .containsExactly(call.status());
        }
    }

    /** How late SCAPI's own answers are now and then, on a machine that does other things as well, is not what the face adds. */
    private void addedIsWithinTheBudget() {
        Map<String, List<Long>> usual = new HashMap<>();
        alone.made()
                .forEach(call -> usual.computeIfAbsent(kind(call), none -> new ArrayList<>())
                        .add(call.took().toNanos()));
        List<Long> late = alone.made().stream()
                .map(call -> call.took().toNanos() - percentile(usual.get(kind(call)), 50))
                .toList();
        List<Long> added = face.made().stream()
                .map(call -> call.took().toNanos() - percentile(usual.get(kind(call)), 50))
                .toList();
        Duration machine = Duration.ofNanos(percentile(late, 99));
        System.out.printf(
                Locale.ROOT,
                "%d steps: added median %.1f ms, p99 %.1f ms, most %.1f ms of %d ms; late at SCAPI alone p99 %.1f ms%n",
                added.size(),
                percentile(added, 50) / 1e6,
                percentile(added, 99) / 1e6,
                percentile(added, 100) / 1e6,
                BUDGET.toMillis(),
                machine.toNanos() / 1e6);
        assertThat(Duration.ofNanos(percentile(added, 99)))
                .isLessThanOrEqualTo(BUDGET.plus(PASSAGE).plus(machine));
    }

    private static String kind(Call call) {
        return call.method() + call.path().replaceAll("[0-9a-f]{20,}", "*");
    }

    private static void afresh(String systems, Mode mode) {
        WEFT.sandbox().clearFaults();
        WEFT.invalidate(false, "site:WeftEU", "part:keys");
        for (String system : systems.split(",", -1)) {
            WEFT.sandbox().fault(system, mode.json());
        }
    }

    /** Whether something was missing in what was read at {@code page}. */
    private boolean incomplete(String page) {
        return face.made().stream()
                .anyMatch(call ->
                        call.page().equals(page) && call.said("weft-complete").equals("?0"));
    }

    private static long percentile(List<Long> nanos, int percent) {
        List<Long> sorted = nanos.stream().sorted().toList();
        return sorted.get((sorted.size() * percent + 99) / 100 - 1);
    }

    private static void walk(ScapiCalls side, List<Goods> goods, String page, List<Integer> steps) {
        side.made().removeIf(call -> page.equals("warm"));
        side.at(page);
        Walk walk = new Walk(side, goods);
        steps.forEach(walk::step);
    }

    /** One shopper's short journey at one side. */
    private static final class Walk {
        static final List<Integer> ALL = List.of(9, 0, 1, 2, 3, 4, 5, 6, 7, 8);
        static final List<Integer> MEMBERS = List.of(4, 5);
        private static final String MEMBER = "wsh00000001";
        private static final TourSession NOBODY = new TourSession("", "", "", "", false);

        private final ScapiCalls calls;
        private final List<Goods> goods;
        private final String member = WEFT.sandbox().shopper(MEMBER);
        private final TourCheckout checkout;
        private TourSession guest = NOBODY;
        private String basket = "";

        Walk(ScapiCalls calls, List<Goods> goods) {
            this.calls = calls;
            this.goods = goods;
            this.checkout = new TourCheckout(calls, () -> {});
        }

        void step(int number) {
            String token = guest.token();
            switch (number) {
                case 9 -> guest = TourSession.guest(calls);
                case 0 ->
                    calls.get(
                            token,
                            StorefrontTour.SEARCH + "/product-search?refine=cgid=clothing&limit=25&" + SITE
                                    + "&expand=prices,variations,availability,promotions&perPricebook=true");
                case 1 ->
                    calls.get(
                            token,
                            StorefrontTour.PRODUCTS + "/products/"
                                    + goods.get(0).master() + "?" + SITE);
                case 2 ->
                    calls.get(
                            token,
                            StorefrontTour.PRODUCTS + "/products?ids="
                                    + goods.get(1).variant() + ","
                                    + goods.get(2).variant() + "&" + SITE);
                case 3 ->
                    calls.get(
                            token,
                            "/product/shopper-availability/v1" + ORG + "/availability?productIds="
                                    + goods.get(0).variant() + "&" + SITE);
                case 4 -> calls.get(member, StorefrontTour.CUSTOMERS + "/" + MEMBER + "?" + SITE);
                case 5 ->
                    calls.get(
                            member,
                            StorefrontTour.PRODUCTS + "/products/"
                                    + goods.get(2).variant() + "?expand=promotions,prices&" + SITE);
                case 6 -> basket = checkout.open(guest).json().path("basketId").asText();
                case 7 -> checkout.add(guest, basket, goods.get(1).variant());
                default -> checkout.through(guest, basket);
            }
        }
    }
}
