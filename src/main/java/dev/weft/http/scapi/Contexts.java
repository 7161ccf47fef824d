package dev.weft.http.scapi;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.weft.kernel.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Which sessions have no shopper context (a source code, customer groups), so that their prices are every guest's. Only one of which SCAPI
 * said so is without; one that nobody has asked about, that was written to since, or that was forgotten for want of room, may have one.
 *
 * <p>SCAPI's word counts where nothing was written, and no write was under way, from the moment it was asked: what was on its way while a
 * context was set tells of before. Safe from any thread; bounded.
 */
final class Contexts {
    private static final int MOST = 100_000;

    /** As long as an access token lives. Another system may set a context behind our back. */
    private static final Duration NONE = Duration.ofMinutes(30);

    /** Until it is worth asking again. */
    private static final Duration MAYBE = Duration.ofMinutes(5);

    private final AtomicLong last = new AtomicLong();
    private final Cache<String, State> sessions;

    /** What is known of a context; nothing where SCAPI was asked and has not said. */
    private enum Word {
        NOTHING,
        NONE,
        SOME
    }

    /**
     * What is known of one session.
     *
     * @param version another one after each write
     * @param writes under way
     */
    private record State(long version, int writes, Word word) {
        boolean isNone() {
            return word == Word.NONE;
        }
    }

    Contexts(Ticker ticker) {
        this.sessions = Caffeine.newBuilder()
                .maximumSize(MOST)
                .ticker(ticker::nanos)
                .expireAfter(Expiry.<String, State>writing((usid, state) -> state.isNone() ? NONE : MAYBE))
                .executor(Runnable::run)
                .build();
    }

    /** A number that stays the same for as long as the session has certainly no context; 0 where it may have one. */
    long none(String usid) {
        @Nullable State state = sessions.getIfPresent(usid);
        return state != null && state.isNone() ? state.version() : 0;
    }

    /** Whether nothing at all is known: neither that the session has one nor that it has none. */
    boolean unclear(String usid) {
        @Nullable State state = sessions.getIfPresent(usid);
        return state == null || state.word() == Word.NOTHING;
    }

    /** Whether nothing is known of the session, and SCAPI has not been asked lately. */
    boolean unasked(String usid) {
        return !usid.isEmpty() && sessions.getIfPresent(usid) == null;
    }

    /** SCAPI is about to be asked; {@link #told} wants the number. */
    long asking(String usid) {
        return sessions.asMap()
                .computeIfAbsent(usid, unknown -> new State(last.incrementAndGet(), 0, Word.NOTHING))
                .version();
    }

    /** SCAPI, asked when {@link #asking} gave {@code asked}, says whether the session has no context. */
    void told(String usid, long asked, boolean none) {
        sessions.asMap()
                .computeIfPresent(
                        usid,
                        (session, state) -> state.version() == asked && state.writes() == 0
                                ? new State(asked, 0, none ? Word.NONE : Word.SOME)
                                : state);
    }

    /** A write to the session's context is about to be sent; {@link #written} must follow. */
    void writing(String usid) {
        change(usid, 1);
    }

    /** It was answered, or will not be. */
    void written(String usid) {
        change(usid, -1);
    }

    /** SCAPI has taken a write to the session's context, whoever sent it. */
    void taken(String usid) {
        change(usid, 0);
    }

    private void change(String usid, int more) {
        if (!usid.isEmpty()) {
            sessions.asMap().compute(usid, (session, state) -> {
                int writes = (state == null ? 0 : state.writes()) + more;
                return new State(last.incrementAndGet(), Math.max(0, writes), Word.SOME);
            });
        }
    }
}
