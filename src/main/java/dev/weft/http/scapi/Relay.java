package dev.weft.http.scapi;

import dev.weft.http.EntityTag;
import dev.weft.http.FieldPolicy;
import dev.weft.http.Passage;
import dev.weft.http.scapi.Upstream.Answer;
import dev.weft.http.scapi.Upstream.Head;
import dev.weft.http.scapi.json.Edits;
import dev.weft.kernel.Failure;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes SCAPI's answer to the client: status, reason phrase and fields as they came, the body as it comes, no faster than the client takes
 * it. A body that breaks off breaks the client's connection too, since nothing else says that it is not whole. On the passage's loop.
 */
final class Relay {
    private static final CharSequence COMPLETE = HttpHeaders.createOptimized("weft-complete");
    private static final CharSequence MISSING = HttpHeaders.createOptimized("weft-missing");
    private static final CharSequence ONE_SHOPPERS = HttpHeaders.createOptimized("private, no-store");
    private static final List<String> OTHER_LIFETIMES = List.of("expires", "cdn-cache-control", "surrogate-control");
    private static final CharSequence YES = HttpHeaders.createOptimized("?1");
    private static final CharSequence NO = HttpHeaders.createOptimized("?0");

    private final long most;

    Relay(long most) {
        this.most = most;
    }

    /** Streams {@code answer}; whatever happens, the passage ends. */
    void stream(Answer answer, Passage passage) {
        HttpServerResponse response = passage.response();
        if (response.closed()) {
            answer.giveUp().run();
            passage.ended(answer.status());
            return;
        }
        if (announcesTooMuch(answer)) {
            answer.giveUp().run();
            passage.fail(Failure.of(Failure.Reason.TOO_LARGE, "scapi", "announces more than " + most + " bytes")
                    .asException());
            return;
        }
        head(answer.head(), passage);
        if (hasNoBody(answer, passage)) {
            response.end();
            passage.ended(answer.status());
            return;
        }
        if (!response.headers().contains(HttpHeaders.CONTENT_LENGTH)
                && passage.request().version() != HttpVersion.HTTP_2) {
            response.setChunked(true);
        }
        response.closeHandler(gone -> answer.giveUp().run());
        new Capped(answer.body(), most).pipe().endOnFailure(false).to(response).onComplete(outcome -> {
            if (outcome.failed()) {
                answer.giveUp().run();
                response.reset();
            }
            passage.ended(answer.status());
        });
    }

    /** Answers what {@code cause} means, with SCAPI's own words where it has said something. */
    void failed(Throwable cause, Passage passage) {
        if (cause instanceof Said said) {
            whole(said.answer().head(), said.answer().body(), passage);
        } else {
            passage.fail(cause);
        }
    }

    /** Answers with a body other than the one the head came with, and names what could not be woven into it. */
    void woven(Head head, Edits.Edited body, List<String> missing, Passage passage) {
        head.fields().remove(HttpHeaders.LAST_MODIFIED); // another body's
        head.fields().set(HttpHeaders.ETAG, EntityTag.weak(body.bytes(), body.length()));
        mark(passage, missing);
        whole(head, body.bytes(), body.length(), passage);
    }

    /** Has nobody keep an answer that was SCAPI's for many and tells now of one shopper. */
    static void personal(Head head) {
        OTHER_LIFETIMES.forEach(head.fields()::remove);
        head.fields().set(HttpHeaders.CACHE_CONTROL, ONE_SHOPPERS);
    }

    /** Names what could not be woven in. */
    static void mark(Passage passage, List<String> missing) {
        MultiMap fields = passage.response().headers();
        fields.set(COMPLETE, missing.isEmpty() ? YES : NO);
        if (!missing.isEmpty()) {
            fields.set(MISSING, String.join(", ", missing));
        }
    }

    /** Answers with a head and bytes; with the head alone, as 304, where the client says that it knows them. */
    void whole(Head head, byte[] body, Passage passage) {
        whole(head, body, body.length, passage);
    }

    private static void whole(Head head, byte[] body, int length, Passage passage) {
        HttpServerResponse response = passage.response();
        @Nullable String known = passage.request().getHeader(HttpHeaders.IF_NONE_MATCH);
        @Nullable String etag = head.fields().get(HttpHeaders.ETAG);
        boolean same = head.status() == 200 && known != null && etag != null && EntityTag.matches(known, etag);
        Head answered = same ? new Head(304, "Not Modified", head.fields()) : head;
        if (!response.closed()) {
            head(answered, passage);
            if (same) {
                response.headers().remove(HttpHeaders.CONTENT_LENGTH);
                response.end();
            } else {
                response.headers().set(HttpHeaders.CONTENT_LENGTH, Integer.toString(length));
                if (passage.request().method().equals(HttpMethod.HEAD)) {
                    response.end();
                } else {
                    response.end(Buffer.buffer(length).appendBytes(body, 0, length));
                }
            }
        }
        passage.ended(answered.status());
    }

    private static void head(Head answer, Passage passage) {
        HttpServerResponse response = passage.response();
        response.setStatusCode(answer.status());
        if (passage.request().version() != HttpVersion.HTTP_2) {
            response.setStatusMessage(answer.reason());
        }
        FieldPolicy.back(answer.fields(), response.headers());
        passage.heading();
    }

    private static boolean hasNoBody(Answer answer, Passage passage) {
        int status = answer.status();
        return status == 204 || status == 304 || passage.request().method().equals(HttpMethod.HEAD);
    }

    private boolean announcesTooMuch(Answer answer) {
        @Nullable String length = answer.fields().get(HttpHeaders.CONTENT_LENGTH);
        return length != null && (length.length() > 12 || Long.parseLong(length) > most);
    }
}
