package dev.weft.simulation;

/** What must hold, one name for each: a planted bug says by which of these it must be found. */
enum Rule {
    NOTHING_BELOW_ZERO("nothing may be available below zero"),
    FREE_UNITS("free units are on hand - safety - open promises"),
    NO_MORE_BACK_THAN_CAPTURED("never more refunded than captured"),
    NOTHING_BACK_OF_WHAT_IS_CANCELLED("nothing is given back of an order that is cancelled or about to be"),
    ONE_REFUND_PER_REFERENCE("one refund per reference"),
    NO_ORDER_OUT_OF_AN_EXPIRED_HOLD("a hold whose time is over becomes no order"),
    EVERY_ORDER_HAS_ITS_KEY("every order has its key"),
    SENT_UNDER_ITS_LEASE("what is sent is leased to its sender"),
    SENT_IN_ORDER("what came before in its order is over when something is sent"),
    ENDED_BY_ITS_HOLDER("an entry is ended by its last holder alone"),
    NOT_SENT_IN_DOUBT("nothing is sent again in doubt"),
    ONCE_IN_THE_ERP("an order or refund is in the ERP once"),
    ONE_ORDER_PER_BASKET("a basket becomes one order"),
    NOT_OVERSOLD_IN_THE_ERP("the ERP has the units that it ships"),
    ONCE_IN_THE_LEDGER("a booking is in the ledger once"),
    ONE_ANSWER_PER_KEY("one answer under one key"),
    ANOTHER_BODY_IS_TOLD("the same content is known as the same, and another as another"),
    ACKNOWLEDGED_IS_KEPT("what was acknowledged is in the store"),
    NOBODY_FAILS_FOR_GOOD("whoever asks is answered, or told to come again"),
    EVERYTHING_ENDS("in the end everything is final"),
    BOOKS_AGREE("in the end orders, refunds and points are the same in all books"),
    NO_UNITS_LOST("in the end the store has the units that the ERP has");

    private final String text;

    Rule(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}
