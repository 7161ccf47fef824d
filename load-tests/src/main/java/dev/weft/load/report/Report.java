package dev.weft.load.report;

import dev.weft.load.process.Workplace;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a run found, and whether that is what must hold: figures, and named demands that were met or not. */
public final class Report {
    private final String name;
    private final JsonObject figures = new JsonObject();
    private final JsonArray demands = new JsonArray();
    private boolean passed = true;

    public Report(String name) {
        this.name = name;
    }

    public Report figure(String what, Object value) {
        figures.put(what, value);
        return this;
    }

    /** One thing that must hold; {@code found} says what was found instead or as well. */
    public Report must(String what, boolean holds, Object found) {
        passed &= holds;
        demands.add(new JsonObject()
                .put("must", what)
                .put("found", String.valueOf(found))
                .put("holds", holds));
        System.out.println((holds ? "  ok    " : "  BROKEN ") + what + ": " + found);
        return this;
    }

    public boolean passed() {
        return passed;
    }

    public JsonObject json() {
        return new JsonObject()
                .put("run", name)
                .put("verdict", passed ? "passed" : "failed")
                .put("demands", demands)
                .put("figures", figures);
    }

    /** Prints and writes it; the process's exit code follows the verdict. */
    public static void finish(String name, Iterable<Report> reports) throws IOException {
        JsonArray all = new JsonArray();
        boolean passed = true;
        for (Report report : reports) {
            all.add(report.json());
            passed &= report.passed;
        }
        Path file = Workplace.target().resolve(name + ".json");
        Files.writeString(file, all.encodePrettily());
        System.out.println(name + ": " + (passed ? "passed" : "FAILED") + "; written to " + file);
        System.exit(passed ? 0 : 1);
    }
}
