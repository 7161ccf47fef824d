package dev.weft.http.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** A whole HTTP/1.1 answer that is made once and sent any number of times. */
public final class Refusal {
    private final ByteBuf bytes;

    /** Of {@code answer}, in ASCII, from the status line to the last byte of the body. */
    public Refusal(String answer) {
        byte[] ascii = answer.getBytes(StandardCharsets.US_ASCII);
        bytes = Unpooled.unreleasableBuffer(Unpooled.directBuffer(ascii.length).writeBytes(ascii));
    }

    /** To be written once. */
    ByteBuf bytes() {
        return bytes.duplicate();
    }
}
