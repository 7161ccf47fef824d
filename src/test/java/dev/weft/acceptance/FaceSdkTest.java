package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Salesforce's own SDK goes shopping through the face, and what it sees of stock and prices is what SAP says. Needs Node and npm, so under
 * the profile sdk only. With a gateway of its own: it orders, and the ERP is asked about what was ordered for as long as the gateway runs.
 */
class FaceSdkTest {
    private static final Path SCRIPTS = Path.of("src/test/node");
    private static final Path WORK = Path.of("target/node-face");

    @RegisterExtension
    static final RunningWeft WEFT = RunningWeft.with(RunningWeft.STANDARD, text -> text);

    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void everyStepOfTheJourneysPasses() throws IOException, InterruptedException {
        Assumptions.assumeTrue(Boolean.getBoolean("weft.sdk"), "skipped: run it with mvn verify -Psdk");
        Files.createDirectories(WORK);
        for (String file : List.of("package.json", "package-lock.json", "journeys.mjs")) {
            Files.copy(SCRIPTS.resolve(file), WORK.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        run("npm", "ci", "--no-audit", "--no-fund");
        assertThat(run("node", "journeys.mjs", "http://127.0.0.1:" + WEFT.port()))
                .contains("1..44");
    }

    private static String run(String... command) throws IOException, InterruptedException {
        var shoppers = new Http()
                .send(Http.request("http://127.0.0.1:" + WEFT.sandbox().port() + "/_sandbox/shoppers?limit=7"));
        var shopper = new Answer(200, java.util.Map.of(), shoppers.body(), 0).at("/shoppers/6");
        File out = WORK.resolve("out.txt").toFile();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(WORK.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out);
        builder.environment().put("WEFT_LOGIN", shopper.path("login").asText());
        String behind = "http://127.0.0.1:" + WEFT.sandbox().port();
        builder.environment().put("WEFT_ERP", behind + "/sap");
        builder.environment().put("WEFT_COMMERCE", behind + "/scapi");
        builder.environment().put("WEFT_PASSWORD", shopper.path("password").asText());
        Process process = builder.start();
        boolean ended = process.waitFor(110, TimeUnit.SECONDS);
        process.destroy();
        String said = Files.readString(out.toPath());
        assertThat(ended).as(said).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
