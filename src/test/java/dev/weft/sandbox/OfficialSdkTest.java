package dev.weft.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
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

/** Salesforce's own SDK goes shopping at the sandbox. Needs Node and the npm registry, so it runs under the profile sdk only. */
class OfficialSdkTest {

    @RegisterExtension
    static final RunningSandbox sandbox = new RunningSandbox();

    private static final Path SCRIPTS = Path.of("src/test/node");
    private static final Path WORK = Path.of("target/node");

    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void everyStepOfTheJourneysPasses() throws IOException, InterruptedException {
        Assumptions.assumeTrue(Boolean.getBoolean("weft.sdk"), "skipped: run it with mvn verify -Psdk");
        Assumptions.assumeTrue(hasNode(), "skipped: there is no node");
        Files.createDirectories(WORK);
        for (String file : List.of("package.json", "package-lock.json", "journeys.mjs")) {
            Files.copy(SCRIPTS.resolve(file), WORK.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        assertThat(run("npm", "ci", "--no-audit", "--no-fund")).isZero();

        assertThat(run("node", "journeys.mjs", "http://127.0.0.1:" + sandbox.port() + "/scapi"))
                .isZero();
        assertThat(Files.readString(WORK.resolve("out.txt"))).contains("1..41");
    }

    private static boolean hasNode() throws InterruptedException {
        try {
            return new ProcessBuilder("node", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        JsonObject shopper = new JsonObject(
                        sandbox.get("/_sandbox/shoppers?limit=7").body())
                .getJsonArray("shoppers")
                .getJsonObject(6);
        File out = WORK.resolve("out.txt").toFile();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(WORK.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out);
        builder.environment().put("WEFT_LOGIN", shopper.getString("login"));
        builder.environment().put("WEFT_PASSWORD", shopper.getString("password"));
        Process process = builder.start();
        boolean ended = process.waitFor(110, TimeUnit.SECONDS);
        process.destroy();
        assertThat(ended).as(Files.readString(out.toPath())).isTrue();
        if (process.exitValue() != 0) {
            throw new AssertionError(Files.readString(out.toPath()));
        }
        return 0;
    }
}
