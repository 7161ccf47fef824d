package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.inventory.Position;
import dev.weft.inventory.StockStore;
import dev.weft.kernel.Secret;
import dev.weft.kernel.Sku;
import dev.weft.kernel.StrictJson;
import dev.weft.order.Fault;
import dev.weft.security.SealSettings;
import dev.weft.security.SealedMessages;
import dev.weft.store.Database;
import dev.weft.store.MemoryDatabase;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a pushed level does, on a real store whose clock is three seconds behind the gateway's. */
class HookEffectsTest {
    private static final Instant STORE_TIME = Instant.parse("2026-03-01T10:00:00Z");
    private static final Clock OURS = Clock.fixed(STORE_TIME.plusSeconds(3), ZoneOffset.UTC);
    private static final Sku SHOE = Sku.of("SHOE");
    private static final Hooks.Sender ERP = new Hooks.Sender(
            new SealedMessages(
                    new SealSettings(List.of(new Secret("a secret of at least 24 bytes")), Duration.ofMinutes(5)),
                    OURS),
            Map.of("1010", "hamburg"),
            Map.of("hamburg", 2L),
            Set.of("shop"));

    private final List<Fault> faults = new ArrayList<>();
    private MemoryDatabase memory;
    private StockStore store;
    private boolean dark;

    @BeforeEach
    void opens() throws SQLException {
        memory = new MemoryDatabase(sql -> sql);
        store = Database.simulated(
                        memory.seenBy((step, sql) -> answers()),
                        Runnable::run,
                        Clock.fixed(STORE_TIME, ZoneOffset.UTC),
                        () -> "id")
                .stock();
    }

    private void answers() throws SQLException {
        if (dark) {
            throw new SQLException("the connection is gone", "08006");
        }
    }

    @AfterEach
    void closes() throws SQLException {
        memory.close();
    }

    private Future<ObjectNode> pushed(Instant asOf, String level) {
        String body = "{\"levels\":[{\"sku\":\"SHOE\",\"location\":\"1010\",\"asOf\":\"" + asOf + "\"," + level + "}]}";
        Hooks hooks = new Hooks(
                Map.of("sap", ERP), Optional.of(store), Optional.empty(), tags -> Future.succeededFuture(), OURS);
        return new HookEffects(hooks)
                .stock(
                        ERP,
                        new HookEffects.Reading(StrictJson.unambiguous(body.getBytes(StandardCharsets.UTF_8)), faults));
    }

    private List<Position> positions() {
        return store.positions(List.of(SHOE)).result().get(SHOE);
    }

    @Test
    void aCutOffIsHeldAgainstTheClockThatDatesHandOvers() {
        assertThat(pushed(STORE_TIME.plusSeconds(2), "\"onHand\":5,\"safety\":0")
                        .succeeded())
                .isTrue();
        assertThat(positions()).containsExactly(new Position(SHOE, "hamburg", 5, STORE_TIME));
    }

    @Test
    void oneThatIsFurtherAheadOfItIsRefused() {
        assertThat(pushed(STORE_TIME.plusMillis(5_001), "\"onHand\":5").succeeded())
                .isTrue();
        assertThat(faults).extracting(Fault::pointer, Fault::code).containsExactly(tuple("/levels/0/asOf", "ahead"));
        assertThat(positions()).isEmpty();
    }

    @Test
    void whatALevelSaysNothingOfIsStillKeptBack() {
        pushed(STORE_TIME.minusSeconds(3), "\"onHand\":5");
        assertThat(positions()).extracting(Position::available).containsExactly(3L);
        pushed(STORE_TIME.minusSeconds(2), "\"onHand\":5,\"safety\":4");
        assertThat(positions()).extracting(Position::available).containsExactly(1L);
        pushed(STORE_TIME.minusSeconds(1), "\"onHand\":6");
        assertThat(positions()).extracting(Position::available).containsExactly(2L);
    }

    @Test
    void aDarkStoreTakesNothingAndWhatIsWrongWithABodyIsToldAllTheSame() {
        dark = true;
        assertThat(pushed(STORE_TIME, "\"onHand\":5").failed()).isTrue();
        assertThat(faults).isEmpty();
        assertThat(pushed(STORE_TIME, "\"onHand\":1.5").succeeded()).isTrue();
        assertThat(faults).extracting(Fault::pointer).containsExactly("/levels/0/onHand");
    }
}
