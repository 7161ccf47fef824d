package dev.weft.fanout;

import dev.weft.kernel.Failed;
import dev.weft.kernel.Failure;

/** A screen that makes no sense, because a part it requires is missing. */
public final class RequiredPartMissing extends Failed {
    private static final long serialVersionUID = 1L;

    private final String part;

    public RequiredPartMissing(String part, Failure failure) {
        super(failure);
        this.part = part;
    }

    /** The missing part's name. */
    public String part() {
        return part;
    }
}
