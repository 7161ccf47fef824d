package dev.weft.load.strain;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whom a server of this machine still talks to, by the kernel's own list. A client that does not read cannot tell by reading: what it has
 * not read yet comes before the news that the connection is gone.
 */
final class Peers {
    private static final List<Path> LISTS = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
    private static final String ESTABLISHED = "01";
    private static final int WORD = 8;

    private Peers() {}

    /** False where there is no such list, as on systems other than Linux. */
    static boolean known() {
        return Files.isReadable(LISTS.get(0));
    }

    /** The far ends of all connections to {@code port}, as {@link #name} names them. */
    static Set<String> of(int port) throws IOException {
        Set<String> peers = new HashSet<>();
        String local = String.format(":%04X", port);
        for (Path list : LISTS) {
            if (!Files.isReadable(list)) {
                continue;
            }
            for (String line : Files.readAllLines(list)) {
                String[] columns = line.strip().split("\\s+");
                if (columns.length > 3 && columns[1].endsWith(local) && columns[3].equals(ESTABLISHED)) {
                    String far = columns[2]; // an IPv4 address is the last word, in the machine's byte order
                    peers.add(far.substring(far.length() - WORD - 5));
                }
            }
        }
        return peers;
    }

    static String name(InetSocketAddress client) {
        byte[] address = client.getAddress().getAddress();
        return String.format(
                "%02X%02X%02X%02X:%04X", address[3], address[2], address[1], address[0], client.getPort());
    }
}
