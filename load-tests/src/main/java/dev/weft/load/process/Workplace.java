package dev.weft.load.process;

import java.nio.file.Path;

/** Where this project's own files are, as its build says. */
public final class Workplace {
    private Workplace() {}

    /** Where reports, logs and generated configurations go. */
    public static Path target() {
        return Path.of(System.getProperty("load.target", "target")).toAbsolutePath();
    }

    /** This project's folder. */
    public static Path home() {
        return Path.of(System.getProperty("load.home", ".")).toAbsolutePath();
    }

    /** The gateway under test. */
    public static Path weftJar() {
        return Path.of(System.getProperty("weft.jar", "../target/weft.jar"))
                .toAbsolutePath()
                .normalize();
    }
}
