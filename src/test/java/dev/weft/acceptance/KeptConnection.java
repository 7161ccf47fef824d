package dev.weft.acceptance;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 connection that is kept while the server keeps it, for clients that need to say exactly what they mean and say it often.
 * Field lines go out as they are given. Not thread-safe; every wait ends after {@value #PATIENCE_MILLIS} ms.
 */
final class KeptConnection implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;

    private final int port;
    private @Nullable Socket socket;
    private @Nullable InputStream in;
    private String method = "";

    KeptConnection(int port) {
        this.port = port;
    }

    /** Sends and reads the answer. Asks once more where a kept connection turns out to have been closed meanwhile. */
    Answer send(String verb, String target, List<String> fields, byte[] body) {
        boolean kept = socket != null;
        try {
            begin(verb, target, fields, body);
            return finish();
        } catch (UncheckedIOException closed) {
            if (!kept || !(closed.getCause() instanceof EOFException || closed.getCause() instanceof SocketException)) {
                throw closed;
            }
            begin(verb, target, fields, body);
            return finish();
        }
    }

    /** Sends and does not wait; {@link #finish} gets the answer. */
    void begin(String verb, String target, List<String> fields, byte[] body) {
        StringBuilder head =
                new StringBuilder(256).append(verb).append(' ').append(target).append(" HTTP/1.1\r\n");
        if (!named(fields, "host:")) {
            head.append("Host: 127.0.0.1:").append(port).append("\r\n");
        }
        fields.forEach(field -> head.append(field).append("\r\n"));
        boolean lengthy = body.length > 0 || verb.equals("POST") || verb.equals("PUT") || verb.equals("PATCH");
        if (lengthy && !named(fields, "content-length:")) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream whole = new ByteArrayOutputStream(start.length + body.length);
        whole.writeBytes(start);
        whole.writeBytes(body);
        method = verb;
        try {
            open().getOutputStream().write(whole.toByteArray());
        } catch (SocketException refused) {
            // it may have answered and closed before it read everything: the answer tells
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean named(List<String> fields, String name) {
        return fields.stream().anyMatch(field -> field.regionMatches(true, 0, name, 0, name.length()));
    }

    private Socket open() throws IOException {
        Socket held = socket;
        if (held == null) {
            held = new Socket("127.0.0.1", port);
            held.setSoTimeout(PATIENCE_MILLIS);
            held.setTcpNoDelay(true);
            socket = held;
            in = new BufferedInputStream(held.getInputStream(), 32 * 1024);
        }
        return held;
    }

    Answer finish() {
        try {
            Answer answer = read();
            while (answer.status() < 200) {
                answer = read();
            }
            if (answer.header("connection").equalsIgnoreCase("close")) {
                close();
            }
            return answer;
        } catch (IOException e) {
            close();
            throw new UncheckedIOException(e);
        }
    }

    private Answer read() throws IOException {
        String[] status = line().split(" ", 3);
        Map<String, List<String>> headers = new HashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), none -> new ArrayList<>(1))
                    .add(line.substring(colon + 1).trim());
        }
        int code = Integer.parseInt(status[1]);
        return new Answer(code, headers, body(code, headers), 0);
    }

    private String body(int status, Map<String, List<String>> headers) throws IOException {
        if (method.equals("HEAD") || status == 204 || status == 304 || status < 200) {
            return "";
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (headers.containsKey("content-length")) {
            body.writeBytes(
                    exactly(Integer.parseInt(headers.get("content-length").get(0))));
        } else if (headers.containsKey("transfer-encoding")) {
            for (int size = chunk(); size > 0; size = chunk()) {
                body.writeBytes(exactly(size));
                line();
            }
            line();
        } else {
            body.writeBytes(source().readAllBytes());
            close();
        }
        return body.toString(StandardCharsets.UTF_8);
    }

    private int chunk() throws IOException {
        return Integer.parseInt(line().split(";", 2)[0].trim(), 16);
    }

    private byte[] exactly(int size) throws IOException {
        byte[] bytes = source().readNBytes(size);
        if (bytes.length < size) {
            throw new EOFException("cut within a body");
        }
        return bytes;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(64);
        InputStream source = source();
        for (int one = source.read(); one != '\n'; one = source.read()) {
            if (one < 0) {
                throw new EOFException("closed where a line was to come");
            }
            if (one != '\r') {
                line.write(one);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    private InputStream source() throws IOException {
        InputStream source = in;
        if (source == null) {
            throw new EOFException("not open");
        }
        return source;
    }

    @Override
    public void close() {
        Socket held = socket;
        socket = null;
        in = null;
        if (held != null) {
            try {
                held.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
