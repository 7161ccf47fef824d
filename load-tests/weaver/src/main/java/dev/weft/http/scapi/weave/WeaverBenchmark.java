package dev.weft.http.scapi.weave;

import io.vertx.core.buffer.Buffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What weaving one search answer takes: in its package to reach the page that {@code WeaveCostTest} weighs. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 8, time = 2)
@Fork(
        value = 1,
        jvmArgs = {"-Xms256m", "-Xmx256m"})
public class WeaverBenchmark {
    /** Of a hundred variants, about how many commerce is wrong. */
    @Param({"0", "10", "100"})
    private int wrong;

    private SearchPage page = new SearchPage(0);

    @Setup
    public void page() {
        page = new SearchPage(wrong);
    }

    @Benchmark
    public Buffer weave() {
        return page.weave();
    }
}
