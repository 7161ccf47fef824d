package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.acceptance.Matrix.Row;
import dev.weft.acceptance.Matrix.Who;
import dev.weft.admin.OperatorsRoutes;
import dev.weft.http.scapi.ServedFamilies;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Walks {@code edge/matrix.txt} over real sockets: every route of both ports, asked by everybody there is. Nobody gets what the table does
 * not grant, and no answer to anybody else holds a byte of the owner's things.
 */
class AuthorisationMatrixTest {
    @RegisterExtension
    static final RunningWeft WEFT = RunningWeft.with(RunningWeft.STANDARD, RunningWeft::operated);

    private static final Map<Who, String> TOKENS = new EnumMap<>(Who.class);
    private static PlantedShopper owner;
    private static PlantedShopper other;

    @BeforeAll
    static void plant() {
        SharedSandbox sandbox = WEFT.sandbox();
        List<String> shoppers = sandbox.shoppersWithEverything();
        owner = PlantedShopper.plant(WEFT, shoppers.get(3), "zzowner");
        other = PlantedShopper.plant(WEFT, shoppers.get(4), "zzother");
        owner.unlike(other);
        String mine = "{'customer':'" + owner.customer() + "'";
        TOKENS.put(Who.NONE, "");
        TOKENS.put(Who.GUEST, sandbox.guest());
        TOKENS.put(Who.OWNER, owner.token());
        TOKENS.put(Who.OTHER, other.token());
        TOKENS.put(Who.SITE, sandbox.token(mine + ",'site':'WeftUK'}"));
        TOKENS.put(Who.EXPIRED, sandbox.token(mine + ",'ttlSeconds':-86400}"));
        TOKENS.put(Who.SCOPE, sandbox.token(mine + ",'scopes':['sfcc.shopper-nothing']}"));
        TOKENS.put(Who.OPERATOR, RunningWeft.OPERATOR);
    }

    @Test
    void everyRouteOfTheContractHasARow() {
        Set<String> promised = new TreeSet<>();
        Contract.instance()
                .document()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation ->
                                promised.add(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey())));
        Set<String> walked = new TreeSet<>();
        rows("own")
                .forEach(row -> Contract.instance()
                        .template(owner.filled(row.path().replace("!", "")))
                        .ifPresent(template -> walked.add(row.method() + " " + template)));
        assertThat(walked).containsAll(promised);
    }

    @Test
    void everyRouteOfTheOperatorsHasARow() {
        Vertx vertx = Vertx.vertx();
        try {
            OperatorsRoutes routes = new OperatorsRoutes(vertx);
            Set<String> walked = new TreeSet<>();
            rows("admin")
                    .forEach(row ->
                            routes.of(row.method(), owner.filled(row.path())).ifPresent(walked::add));
            assertThat(walked).containsAll(routes.names());
        } finally {
            vertx.close().await();
        }
    }

    @Test
    void everyFamilyOfTheFaceHasARow() {
        for (String prefix : ServedFamilies.prefixes()) {
            assertThat(rows("face")).as(prefix).anyMatch(row -> row.target().startsWith(prefix + "{org}/"));
        }
    }

    @TestFactory
    List<DynamicTest> everybodyGetsWhatTheTableSays() {
        return Matrix.rows().stream()
                .map(row -> DynamicTest.dynamicTest(row.toString(), () -> walk(row)))
                .toList();
    }

    private static List<Row> rows(String port) {
        return Matrix.rows().stream().filter(row -> row.on(port)).toList();
    }

    /** Everybody else comes first, so that what the owner gets in the end shows that none of them took or changed it. */
    private static void walk(Row row) {
        int port = row.on("admin") ? WEFT.adminPort() : WEFT.port();
        String target = owner.filled(row.target());
        List<String> got = new ArrayList<>();
        List<String> wanted = new ArrayList<>();
        try (KeptConnection connection = new KeptConnection(port)) {
            for (Who who : inTurn()) {
                String body = owner.body(row.body(), "zz" + who.name().toLowerCase(Locale.ROOT));
                String token = TOKENS.getOrDefault(who, "");
                Answer answer = connection.send(
                        row.method(), target, PlantedShopper.fields(token), body.getBytes(StandardCharsets.UTF_8));
                got.add(who + " " + answer.status());
                wanted.add(who + " " + row.wanted(who, answer.status()));
                nothingForeign(row, who, answer);
                if (row.method().equals("GET") && !row.on("face")) {
                    Answer head = connection.send("HEAD", target, PlantedShopper.fields(token), new byte[0]);
                    assertThat(head.status()).as("HEAD for " + who).isEqualTo(answer.status());
                }
            }
        }
        assertThat(got).as(row.toString()).isEqualTo(wanted);
    }

    private static List<Who> inTurn() {
        List<Who> all = new ArrayList<>(List.of(Who.values()));
        all.remove(Who.OWNER);
        all.add(Who.OWNER);
        return all;
    }

    private static void nothingForeign(Row row, Who who, Answer answer) {
        boolean operated = row.on("admin") && who == Who.OPERATOR;
        if (who != Who.OWNER) {
            assertThat(owner.foundIn(answer, false))
                    .as(row + " for " + who + "\n" + answer)
                    .isEmpty();
        }
        if (who != Who.OTHER) {
            assertThat(other.foundIn(answer, !operated))
                    .as(row + " for " + who + "\n" + answer)
                    .isEmpty();
        }
    }
}
