package dev.weft.http.scapi;

import dev.weft.http.scapi.Upstream.Answer;
import dev.weft.http.scapi.Upstream.Head;
import dev.weft.kernel.Failed;
import dev.weft.kernel.Failure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * An answer that has been read whole, because something in it is to change.
 *
 * @param head its status and fields
 * @param body its bytes; not to be changed
 * @param age how long ago SCAPI gave it to us; zero for one that was not remembered
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Gathered(Head head, byte[] body, Duration age) {

    /** One that SCAPI has just given. */
    Gathered(Head head, byte[] body) {
        this(head, body, Duration.ZERO);
    }

    /** Reads {@code answer} to its end; fails, and gives its connection up, where it breaks off or is longer than {@code most}. */
    static Future<Gathered> of(Answer answer, long most) {
        return bytes(answer.body(), most)
                .onFailure(broken -> answer.giveUp().run())
                .map(body -> new Gathered(answer.head(), body));
    }

    /** Reads a body to its end; fails where it breaks off or is longer than {@code most}. */
    static Future<byte[]> bytes(ReadStream<Buffer> body, long most) {
        return gathered(new Capped(body, most));
    }

    /** Reads a body to its end. */
    static Future<byte[]> gathered(Capped capped) {
        Promise<byte[]> whole = Promise.promise();
        List<Buffer> chunks = new ArrayList<>();
        capped.exceptionHandler(broken -> {
            if (broken instanceof Failed) {
                whole.tryFail(broken);
                return;
            }
            Failure.Reason reason = capped.exceeded() ? Failure.Reason.TOO_LARGE : Failure.Reason.RESET;
            whole.tryFail(Failure.of(reason, "scapi", "the body broke off").asException());
        });
        capped.endHandler(end -> whole.tryComplete(joined(chunks)));
        capped.handler(chunks::add);
        return whole.future();
    }

    private static byte[] joined(List<Buffer> chunks) {
        int length = 0;
        for (Buffer chunk : chunks) {
            length += chunk.length();
        }
        byte[] bytes = new byte[length];
        int at = 0;
        for (Buffer chunk : chunks) {
            chunk.getBytes(bytes, at);
            at += chunk.length();
        }
        return bytes;
    }
}
