package dev.weft.load.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/**
 * Where a process's processor time goes, by kind of thread, from {@code /proc}; nothing where there is no {@code /proc}. A compiler that
 * still works says that the server is not warm yet; the collector's share says what garbage costs.
 */
public record ThreadTimes(Map<Kind, Long> ticks) {
    private static final double MICROS_PER_TICK = 10_000;

    /** Kinds of threads of a server. */
    public enum Kind {
        LOOPS,
        COMPILER,
        COLLECTOR,
        OTHER;

        private static Kind of(String thread) {
            if (thread.startsWith("vert.x-eventloo")) {
                return LOOPS;
            }
            if (thread.startsWith("C1 ") || thread.startsWith("C2 ")) {
                return COMPILER;
            }
            boolean collects = thread.startsWith("G1 ") || thread.startsWith("GC ") || thread.startsWith("VM Thread");
            return collects ? COLLECTOR : OTHER;
        }
    }

    static ThreadTimes of(long pid) {
        Map<Kind, Long> ticks = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            ticks.put(kind, 0L);
        }
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
            for (Path thread : threads) {
                String stat = Files.readString(thread.resolve("stat"));
                int name = stat.indexOf('(');
                int end = stat.lastIndexOf(')');
                String[] fields = stat.substring(end + 2).split(" ");
                ticks.merge(
                        Kind.of(stat.substring(name + 1, end)),
                        Long.parseLong(fields[11]) + Long.parseLong(fields[12]),
                        Long::sum);
            }
        } catch (IOException e) {
            // Not Linux, or a thread that ended meanwhile: the breakdown is a courtesy.
        }
        return new ThreadTimes(ticks);
    }

    /** Microseconds per request since {@code before}, of {@code requests} requests. */
    public double micros(Kind kind, ThreadTimes before, long requests) {
        return (ticks.get(kind) - before.ticks.get(kind)) * MICROS_PER_TICK / Math.max(1, requests);
    }

    /** The share of {@code kind} in everything since {@code before}. */
    public double share(Kind kind, ThreadTimes before) {
        long all = 0;
        for (Kind each : Kind.values()) {
            all += ticks.get(each) - before.ticks.get(each);
        }
        return (ticks.get(kind) - before.ticks.get(kind)) / (double) Math.max(1, all);
    }
}
