package dev.weft.http.wire;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** An HTTP/2 client that sends exactly the frames it is told to, sense or nonsense. */
final class RawH2 implements AutoCloseable {
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final int PRIORITISED = 0x20;

    private final Socket socket;
    private final DataInputStream in;
    private final DefaultHttp2HeadersDecoder headers = new DefaultHttp2HeadersDecoder(false);
    private final Map<Integer, String> statuses = new HashMap<>();
    private final Set<Integer> reset = new TreeSet<>();
    private final long begun = System.nanoTime();
    private boolean ended;

    RawH2(GuardedServer server) throws IOException {
        this(server, new byte[0]);
    }

    /** @param settings payload of the first SETTINGS frame */
    RawH2(GuardedServer server, byte[] settings) throws IOException {
        socket = server.connect();
        socket.setSoTimeout(15_000);
        socket.setTcpNoDelay(true);
        if (socket instanceof SSLSocket tls) {
            SSLParameters parameters = tls.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2"});
            tls.setSSLParameters(parameters);
            tls.startHandshake();
        }
        in = new DataInputStream(socket.getInputStream());
        socket.getOutputStream().write(PREFACE);
        frame(H2Frames.SETTINGS, 0, 0, settings);
    }

    /** False where the connection has ended. */
    boolean frame(int type, int flags, int stream, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(payload.length >> 16);
        frame.write(payload.length >> 8);
        frame.write(payload.length);
        frame.write(type);
        frame.write(flags);
        for (int shift = 24; shift >= 0; shift -= 8) {
            frame.write(stream >> shift);
        }
        frame.writeBytes(payload);
        try {
            socket.getOutputStream().write(frame.toByteArray());
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    /** A whole request without a body; {@code fields} are names and values in turn. */
    boolean request(int stream, String... fields) {
        return frame(H2Frames.HEADERS, H2Frames.END_HEADERS | H2Frames.END_STREAM, stream, block(fields));
    }

    /** Field lines as literals that are never indexed (RFC 7541, section 6.2.3). */
    static byte[] block(String... fields) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        for (int i = 0; i < fields.length; i += 2) {
            block.write(0x10);
            text(block, fields[i]);
            text(block, fields[i + 1]);
        }
        return block.toByteArray();
    }

    private static void text(ByteArrayOutputStream block, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        if (bytes.length < 127) {
            block.write(bytes.length);
        } else {
            block.write(127);
            int rest = bytes.length - 127;
            while (rest >= 128) {
                block.write(rest % 128 + 128);
                rest /= 128;
            }
            block.write(rest);
        }
        block.writeBytes(bytes);
    }

    /** Reads until {@code stream} has a status or was reset, or the connection has ended; what came. */
    String outcome(int stream) throws IOException {
        while (!statuses.containsKey(stream) && !reset.contains(stream) && !ended) {
            read();
        }
        return statuses.getOrDefault(stream, reset.contains(stream) ? "reset" : "closed");
    }

    /** Milliseconds until the server ends the connection. */
    long untilClosed() throws IOException {
        return endedAfter(System.nanoTime());
    }

    /** The same from before the connection was made, so never less than the server gave it. */
    long lived() throws IOException {
        return endedAfter(begun);
    }

    private long endedAfter(long start) throws IOException {
        while (!ended) {
            read();
        }
        return (System.nanoTime() - start) / 1_000_000;
    }

    private void read() throws IOException {
        try {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            int stream = in.readInt() & 0x7fffffff;
            byte[] payload = in.readNBytes(length);
            if (type == H2Frames.HEADERS && (flags & H2Frames.END_HEADERS) != 0) {
                int from = (flags & PRIORITISED) != 0 ? 5 : 0;
                CharSequence status = headers.decodeHeaders(
                                stream, Unpooled.wrappedBuffer(payload, from, payload.length - from))
                        .status();
                statuses.put(stream, String.valueOf(status));
            } else if (type == H2Frames.RST_STREAM) {
                reset.add(stream);
            }
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException closed) {
            ended = true;
        } catch (Http2Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** TLS wants to say goodbye, which fails where the server has ended the connection already. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException gone) {
            ended = true;
        }
    }
}
