package dev.weft.http;

import dev.weft.http.door.Priority;
import java.time.Duration;
import java.util.List;

/**
 * Another API than our own, served on the same port at its own paths. What it answers is its own affair; the edge still guards, sheds,
 * throttles, times and counts its requests.
 *
 * <p>Tokens are not looked at: whoever stands behind the face checks them. {@link #serve} is called on an event loop and must end every
 * passage exactly once, now or later.
 */
public interface Face {

    /** What it is made of; fixed. */
    List<Family> families();

    /** The longest one of its requests may wait for an answer. */
    Duration timeout();

    /** Names, in lower case, of fields that pages in browsers may send with its requests. */
    List<String> fields();

    /** Our id of the site that requests name so in {@code siteId} or {@code channel_id}; the name itself where none is known. */
    String site(String named);

    /** Answers one request whose path begins with the family's prefix. */
    void serve(Family family, Passage passage);

    /**
     * One API of the face.
     *
     * @param prefix how its paths begin, as it is written in them, for example {@code /product/shopper-products/v1}; its name in metrics
     * @param priority how late its requests are turned away where there is too much to do
     */
    record Family(String prefix, Priority priority) {
        public Family {
            if (!prefix.matches("(/[a-z0-9-]+){3}")) {
                throw new IllegalArgumentException("prefix: '" + prefix + "' (expected: three segments)");
            }
        }
    }
}
