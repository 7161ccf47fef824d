package dev.weft.order;

/** What becomes of points that were earned, are to be taken back, and were spent meanwhile: each loyalty programme's own choice. */
public enum SpentPoints {
    /** They stay spent, and nothing waits for them. */
    FORGIVE,
    /** An operator decides, and what follows of the order waits for that. */
    PARK
}
