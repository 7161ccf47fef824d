package dev.weft.http.scapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * A question whose answer may be remembered.
 *
 * @param shared whether more than one shopper may get the answer
 * @param scope for whom the answer is, as fields of a key
 * @param instead whose answer will do where SCAPI gives none or is to be spared; empty for nobody's
 * @param stock whether the answer tells commerce's own stock
 * @param tags what it can be invalidated by
 * @param still whether it is still for these; asked once there is an answer
 */
record Question(
        KeptRead read,
        boolean shared,
        List<String> scope,
        Optional<List<String>> instead,
        boolean stock,
        Set<String> tags,
        BooleanSupplier still) {

    /** The same, whose answer is to be as young as commerce's own stock must be. It is remembered apart from the other. */
    Question young() {
        return new Question(read, shared, young(scope), instead.map(Question::young), true, tags, still);
    }

    private static List<String> young(List<String> scope) {
        List<String> apart = new ArrayList<>(scope);
        apart.add("stock");
        return apart;
    }
}
