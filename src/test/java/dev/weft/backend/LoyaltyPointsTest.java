package dev.weft.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.backend.client.BackendAuth;
import dev.weft.backend.client.KeyRule;
import dev.weft.backend.salesforce.LoyaltyPoints;
import dev.weft.backend.salesforce.LoyaltyRules;
import dev.weft.backend.salesforce.LoyaltySettings;
import dev.weft.kernel.Secret;
import dev.weft.order.PointsSink;
import dev.weft.order.PointsSink.Booking;
import dev.weft.order.PointsSink.Kind;
import dev.weft.outbox.Outcome;
import dev.weft.sandbox.Sandbox;
import dev.weft.sandbox.SandboxSettings;
import dev.weft.sandbox.data.World;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Points booked in the simulated programme, with and without faults. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LoyaltyPointsTest {
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient control = HttpClient.newHttpClient();
    private String origin = "";
    private Optional<LoyaltyPoints> opened = Optional.empty();

    @BeforeAll
    void start() {
        SandboxSettings small = new SandboxSettings("127.0.0.1", 0, 42, 2, 120, 400, List.of());
        origin = "http://127.0.0.1:"
                + CannedBackend.await(vertx, () -> Sandbox.start(vertx, small)).port();
        BackendAuth auth = new BackendAuth.ClientCredentials(
                "/services/oauth2/token",
                "weft-gateway",
                new Secret("sandbox-secret"),
                BackendAuth.ClientCredentials.Style.FORM,
                Optional.empty(),
                Map.of());
        opened = Optional.of(new LoyaltyPoints(
                CannedBackend.client(vertx, "loyalty", origin + "/loyalty", auth),
                new LoyaltySettings(
                        "62.0", "Weft Circle", "Threads", new KeyRule("wsh", 0, "WC", Map.of()), "PointsPerUnit__c"),
                LoyaltyRules.of("WeftAccrual", "WeftRedemption"),
                Clock.systemUTC()));
    }

    @AfterAll
    void stop() {
        vertx.close().await();
    }

    @BeforeEach
    void emptyBooks() {
        control("DELETE", "/_sandbox/faults", "");
        control("DELETE", "/_sandbox/books", "");
    }

    @Test
    void booksAndFindsEachKindByItsReference() {
        Booking accrual = booking("P-1", Kind.ACCRUE, 120, "", false);
        Booking redemption = booking("P-1", Kind.REDEEM, 20, "", false);
        assertThat(find(accrual)).isInstanceOf(Outcome.NotApplied.class);
        Outcome booked = book(accrual);

        assertThat(booked).isInstanceOf(Outcome.Applied.class).isEqualTo(find(accrual));
        assertThat(find(redemption)).as("another kind").isInstanceOf(Outcome.NotApplied.class);
        assertThat(book(redemption)).isInstanceOf(Outcome.Applied.class).isEqualTo(find(redemption));
        assertThat(moved()).isEqualTo(100);
    }

    @Test
    void takesBackWholeJournalsOnceAndPartsByJournalsOfTheOtherKind() {
        String journal = id(book(booking("P-2", Kind.ACCRUE, 100, "", false)));
        Booking part = booking("P-2-R1", Kind.REVERSE_ACCRUAL, 30, journal, false);
        assertThat(book(part)).isInstanceOf(Outcome.Applied.class).isEqualTo(find(part));
        assertThat(moved()).isEqualTo(70);

        Booking whole = booking("P-2-R2", Kind.REVERSE_ACCRUAL, 100, journal, true);
        assertThat(find(whole)).isInstanceOf(Outcome.NotApplied.class);
        assertThat(book(whole)).isInstanceOf(Outcome.Applied.class);
        assertThat(find(whole)).isInstanceOf(Outcome.Applied.class);
        assertThat(book(whole)).as("again").isInstanceOf(Outcome.Applied.class);
        assertThat(moved()).isEqualTo(-30);

        String spent = id(book(booking("P-3", Kind.REDEEM, 50, "", false)));
        assertThat(book(booking("P-3-R1", Kind.REVERSE_REDEMPTION, 50, spent, true)))
                .isInstanceOf(Outcome.Applied.class);
        assertThat(moved()).isEqualTo(-30);
    }

    @Test
    void isRefusedForGoodWhereThePointsDoNotSuffice() {
        assertThat(book(booking("P-4", Kind.REDEEM, 1_000_000, "", false))).isInstanceOf(Outcome.Rejected.class);
        assertThat(moved()).isZero();
    }

    @Test
    void tellsSpentPointsFromAnyOtherRefusal() {
        String journal = id(book(booking("P-10", Kind.ACCRUE, 100, "", false)));
        Booking part = booking("P-10-R1", Kind.REVERSE_ACCRUAL, 30, journal, false);
        Booking whole = booking("P-10-R2", Kind.REVERSE_ACCRUAL, 100, journal, true);
        fault("{\"operation\":\"redeem\",\"error\":\"insufficient-points\"}");
        assertThat(book(part))
                .as("refused though there are enough")
                .isInstanceOf(Outcome.Rejected.class)
                .isNotEqualTo(PointsSink.SPENT);
        control("DELETE", "/_sandbox/faults", "");

        assertThat(book(booking("P-11", Kind.REDEEM, points() - 20, "", false))).isInstanceOf(Outcome.Applied.class);
        assertThat(book(part)).isEqualTo(PointsSink.SPENT);
        assertThat(book(whole)).isEqualTo(PointsSink.SPENT);
        assertThat(book(booking("P-12", Kind.REDEEM, 30, "", false)))
                .as("paying with points nobody has is forgiven nowhere")
                .isInstanceOf(Outcome.Rejected.class)
                .isNotEqualTo(PointsSink.SPENT);
        assertThat(book(booking("P-10-R3", Kind.REVERSE_ACCRUAL, 20, journal, false)))
                .as("what is left")
                .isInstanceOf(Outcome.Applied.class);
    }

    /** What the member has: what the world gave, and what moved since. */
    private long points() {
        long given =
                World.create(42, 120, 400).shoppers().number(7).orElseThrow().points();
        return given + (long) moved();
    }

    @Test
    void hasNothingToBookForWhoeverIsNoMember() {
        String nobody = strangers();
        Outcome nothing = book(new Booking("P-8", Kind.ACCRUE, "WeftEU", nobody, 12, 1_249, "EUR", "", false));
        assertThat(nothing).isInstanceOf(Outcome.Applied.class);
        assertThat(book(new Booking(
                        "P-8-R1", Kind.REVERSE_ACCRUAL, "WeftEU", nobody, 5, 500, "EUR", id(nothing), false)))
                .isInstanceOf(Outcome.Applied.class);
        assertThat(book(new Booking(
                        "P-8-R2", Kind.REVERSE_ACCRUAL, "WeftEU", nobody, 12, 1_249, "EUR", id(nothing), true)))
                .isInstanceOf(Outcome.Applied.class);
        assertThat(book(new Booking("P-9", Kind.REDEEM, "WeftEU", nobody, 12, 1_249, "EUR", "", false)))
                .as("points nobody has")
                .isInstanceOf(Outcome.Rejected.class);
        assertThat(moved()).isZero();
    }

    /** A shopper of the sandbox who has not joined the programme. */
    private static String strangers() {
        World world = World.create(42, 120, 400);
        return IntStream.rangeClosed(1, 400)
                .mapToObj(number -> world.shoppers().number(number).orElseThrow())
                .filter(shopper -> !shopper.isMember())
                .findFirst()
                .orElseThrow()
                .customerId();
    }

    @Test
    void isInDoubtWhereTheAnswerIsLostAndLearnsTheTruthByAsking() {
        for (String fault : List.of("applied-502", "applied-503", "reset", "garbage", "500", "503")) {
            Booking booking = booking("P-DOUBT-" + fault, Kind.ACCRUE, 10, "", false);
            fault("{\"operation\":\"accrue\",\"error\":\"" + fault + "\"}");
            assertThat(book(booking)).as(fault).isInstanceOf(Outcome.Uncertain.class);
            control("DELETE", "/_sandbox/faults", "");
            assertThat(find(booking))
                    .as(fault)
                    .isInstanceOf(fault.startsWith("50") ? Outcome.NotApplied.class : Outcome.Applied.class);
        }
        assertThat(moved()).isEqualTo(40);
        fault("{\"operation\":\"journalLookup\",\"error\":\"503\"}");
        assertThat(find(booking("P-DOUBT-reset", Kind.ACCRUE, 10, "", false))).isInstanceOf(Outcome.Uncertain.class);
    }

    @Test
    void knowsThatNothingHappenedWhereTheOrgSaysLater() {
        for (String fault : List.of("\"error\":\"429\"", "\"limitExceeded\":true")) {
            fault("{\"operation\":\"accrue\"," + fault + "}");
            Outcome outcome = book(booking("P-5", Kind.ACCRUE, 10, "", false));
            assertThat(outcome).as(fault).isInstanceOf(Outcome.NotApplied.class);
            assertThat(((Outcome.NotApplied) outcome).down()).isTrue();
        }
    }

    @Test
    void asksWhereTheOrgKeepsReferencesUnique() {
        Booking booking = booking("P-6", Kind.ACCRUE, 10, "", false);
        Outcome first = book(booking);
        fault("{\"duplicates\":\"refused\"}");

        assertThat(book(booking)).isInstanceOf(Outcome.Uncertain.class);
        assertThat(find(booking)).isEqualTo(first);
        assertThat(moved()).isEqualTo(10);
    }

    private static Booking booking(String reference, Kind kind, long points, String reverses, boolean whole) {
        return new Booking(reference, kind, "WeftEU", "wsh00000007", points, 12_491, "EUR", reverses, whole);
    }

    private Outcome book(Booking booking) {
        return CannedBackend.await(vertx, () -> opened.orElseThrow().book(booking, CannedBackend.context()));
    }

    private Outcome find(Booking booking) {
        return CannedBackend.await(vertx, () -> opened.orElseThrow().find(booking, CannedBackend.context()));
    }

    private static String id(Outcome outcome) {
        return ((Outcome.Applied) outcome).result();
    }

    private double moved() {
        return new JsonObject(control("GET", "/_sandbox/verdicts", ""))
                .getJsonObject("loyalty")
                .getDouble("pointsMoved");
    }

    private void fault(String json) {
        control("PUT", "/_sandbox/faults/loyalty", json);
    }

    private String control(String method, String path, String body) {
        try {
            return control.send(
                            HttpRequest.newBuilder(URI.create(origin + path))
                                    .method(method, BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
