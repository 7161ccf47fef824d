package dev.weft.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cases are those of the W3C's own validation suite for Trace Context, level 1. */
class TraceContextTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN = "b7ad6b7169203331";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00-" + TRACE + "-" + SPAN + "-01",
                "00-" + TRACE + "-" + SPAN + "-00",
                "00-" + TRACE + "-" + SPAN + "-ff",
                "cc-" + TRACE + "-" + SPAN + "-01",
                "cc-" + TRACE + "-" + SPAN + "-01-what-the-future-will-be-like",
                "cc-" + TRACE + "-" + SPAN + "-01-",
            })
    void acceptsWhatIsValid(String field) {
        TraceContext trace = TraceContext.parse(field, false).orElseThrow();
        assertThat(trace.traceId()).isEqualTo(TRACE);
        assertThat(trace.spanId()).isEqualTo(SPAN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "00-" + TRACE + "-" + SPAN,
                "00-" + TRACE + "-" + SPAN + "-",
                "00-" + TRACE + "-" + SPAN + "-0",
                "00-" + TRACE + "-" + SPAN + "-01-",
                "00-" + TRACE + "-" + SPAN + "-01-extra",
                "00-" + TRACE + "-" + SPAN + "-01.",
                "00-" + TRACE + "-" + SPAN + "-.1",
                "cc-" + TRACE + "-" + SPAN + "-01.what",
                "ff-" + TRACE + "-" + SPAN + "-01",
                ".0-" + TRACE + "-" + SPAN + "-01",
                "0-" + TRACE + "-" + SPAN + "-01",
                "00-00000000000000000000000000000000-" + SPAN + "-01",
                "00-" + TRACE + "-0000000000000000-01",
                "00-0AF7651916CD43DD8448EB211C80319C-" + SPAN + "-01",
                "00-" + TRACE + "-B7AD6B7169203331-01",
                "00-.af7651916cd43dd8448eb211c80319c-" + SPAN + "-01",
                "00-" + TRACE + "1-" + SPAN + "-01",
                "00-" + TRACE + "_" + SPAN + "-01",
                " 00-" + TRACE + "-" + SPAN + "-01",
            })
    void refusesWhatIsNot(String field) {
        assertThat(TraceContext.parse(field, false)).isEmpty();
    }

    @Test
    void believesOurOwnDecisionAndNotTheClientsSampledFlag() {
        String asked = "00-" + TRACE + "-" + SPAN + "-01";
        assertThat(TraceContext.parse(asked, false).orElseThrow().sampled()).isFalse();
        assertThat(TraceContext.parse(asked, false).orElseThrow().traceparent()).endsWith("-00");
    }

    @Test
    void aChildKeepsTheTraceAndGetsItsOwnSpan() {
        TraceContext parent =
                TraceContext.parse("00-" + TRACE + "-" + SPAN + "-01", true).orElseThrow();
        TraceContext child = parent.child();
        assertThat(child.traceId()).isEqualTo(TRACE);
        assertThat(child.spanId()).isNotEqualTo(SPAN);
        assertThat(TraceContext.parse(child.traceparent(), true)).contains(child);
    }

    @Test
    void newTracesAreValidAndDiffer() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            TraceContext trace = TraceContext.create(true);
            assertThat(TraceContext.parse(trace.traceparent(), true)).contains(trace);
            seen.add(trace.traceId());
        }
        assertThat(seen).hasSize(1_000);
    }
}
