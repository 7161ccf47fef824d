package dev.weft.order;

import java.util.Optional;

/** What becomes of points that were earned, are to be taken back, and were spent meanwhile: each loyalty programme's own choice. */
public enum SpentPoints {
    /** They stay spent, and nothing waits for them. */
    FORGIVE("forgive"),
    /** An operator decides, and what follows of the order waits for that. */
    PARK("park");

    private final String code;

    SpentPoints(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }

    public static Optional<SpentPoints> of(String code) {
        for (SpentPoints choice : values()) {
            if (choice.code.equals(code)) {
                return Optional.of(choice);
            }
        }
        return Optional.empty();
    }
}
