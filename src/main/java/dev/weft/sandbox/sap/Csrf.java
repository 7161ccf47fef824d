package dev.weft.sandbox.sap;

import dev.weft.sandbox.wire.Call;
import dev.weft.sandbox.wire.OpaqueTokens;
import dev.weft.sandbox.wire.Reply;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;

/**
 * The CSRF handshake. A token belongs to the session cookie it came with; one without the other is refused.
 *
 * <p>The session's name is part of the token, so nothing has to be kept but which tokens are still good.
 */
final class Csrf {

    private static final String HEADER = "x-csrf-token";
    private static final String COOKIE = "SAP_SESSIONID_WFT_100";

    private final OpaqueTokens sessions;

    Csrf(InstantSource clock) {
        sessions = new OpaqueTokens(clock, Duration.ofMinutes(30));
    }

    static boolean isFetch(Call call) {
        return call.header(HEADER).filter("fetch"::equalsIgnoreCase).isPresent();
    }

    /** The answer with the session's token, and with cookies if the session is new. */
    Reply handOut(Call call, Reply reply) {
        Optional<String> known = session(call).filter(sessions::isValid);
        String session = known.orElseGet(() -> sessions.issue("S"));
        Reply answer = reply.with(HEADER, token(session));
        return known.isPresent()
                ? answer
                : answer.with("Set-Cookie", COOKIE + "=" + session + "; path=/; HttpOnly")
                        .with("Set-Cookie", "sap-usercontext=sap-client=100; path=/");
    }

    boolean isProven(Call call) {
        return session(call)
                .filter(sessions::isValid)
                .filter(session ->
                        call.header(HEADER).filter(token(session)::equals).isPresent())
                .isPresent();
    }

    void expireAll() {
        sessions.expireAll();
    }

    private static String token(String session) {
        return "T" + session.substring(1, 24) + "==";
    }

    private static Optional<String> session(Call call) {
        return call.headers().getAll("Cookie").stream()
                .flatMap(header -> Arrays.stream(header.split(";")))
                .map(String::trim)
                .filter(cookie -> cookie.startsWith(COOKIE + "="))
                .map(cookie -> cookie.substring(COOKIE.length() + 1))
                .findFirst();
    }
}
