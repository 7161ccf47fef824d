package dev.weft.http.scapi.weave;

import dev.weft.http.scapi.json.Edits;
import dev.weft.kernel.Aged;
import dev.weft.kernel.Lookup;
import dev.weft.kernel.Sku;
import java.util.Map;

/**
 * One kind of truth about goods, and how it is laid over what commerce says of them.
 *
 * <p>A product the source does not know keeps what commerce says. Laying sets every field that speaks of the same thing, because a
 * storefront reads several of them and believes each. Immutable; safe from any thread.
 */
public interface Weave<V> {

    /** Its name in answers, logs and metrics. */
    String part();

    /** Whose truth it is: a backend's configured name. */
    String source();

    Lookup<Sku, V> lookup();

    /** Whether goods of this kind say anything about it. */
    boolean concerns(Goods.Kind kind);

    /** Whether it may be laid over what is shown in {@code currency}, an ISO 4217 code as the client wrote it. */
    default boolean suits(String currency) {
        return true;
    }

    /** Whether {@code goods} that are {@linkplain Goods#anonymous anonymous} keep something for that which it would have laid over. */
    boolean misses(Goods goods);

    /** Whether, once it is laid, nothing that {@code goods} say of it is commerce's own any more where that may not be old. */
    default boolean covers(Goods goods, Map<Sku, Aged<V>> truth) {
        return true;
    }

    /** Whether the truth itself proves that {@code sku} is bought, and is no master, set or group. */
    default boolean proves(Sku sku, Map<Sku, Aged<V>> truth) {
        return false;
    }

    /** Changes what {@code goods} say to what {@code truth} says. */
    void lay(Goods goods, Map<Sku, Aged<V>> truth, Edits edits);
}
