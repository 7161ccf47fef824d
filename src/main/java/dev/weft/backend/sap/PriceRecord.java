package dev.weft.backend.sap;

import dev.weft.backend.client.JsonReader;
import dev.weft.backend.odata.ODataTime;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One validity period of one price condition, with the rate of its expanded record.
 *
 * @param list the price list type it belongs to; may be empty
 * @param general true where it is not bound to a customer or a group of customers
 * @param deleted true where the record is only kept for the books
 */
record PriceRecord(
        String material,
        String list,
        boolean general,
        LocalDate from,
        LocalDate until,
        BigDecimal rate,
        String currency,
        BigDecimal quantity,
        boolean deleted) {

    boolean holdsOn(LocalDate day) {
        return !deleted && !day.isBefore(from) && !day.isAfter(until);
    }

    /** True where it is everyone's price in {@code list}; the empty name stands for no list. */
    boolean listed(String wanted) {
        return general && list.equals(wanted);
    }

    /** The one that began later. */
    static PriceRecord later(PriceRecord a, PriceRecord b) {
        return b.from().isBefore(a.from()) ? a : b;
    }

    /** Reads one row of the answer. */
    static PriceRecord read(JsonReader in) throws IOException {
        Draft draft = new Draft();
        in.enterObject();
        while (in.nextMember()) {
            switch (in.member()) {
                case "Material" -> draft.material = in.text();
                case "PriceListType" -> draft.list = in.textOrEmpty();
                case "SoldToParty", "Customer", "CustomerGroup", "CustomerPriceGroup" ->
                    draft.general &= in.textOrEmpty().isEmpty();
                case "ConditionValidityStartDate" -> draft.from = ODataTime.day(in);
                case "ConditionValidityEndDate" -> draft.until = ODataTime.day(in);
                case "to_SlsPrcgConditionRecord" -> draft.readRate(in);
                default -> in.skip();
            }
        }
        return draft.finish(in);
    }

    /** The members met so far, in whatever order they come. */
    private static final class Draft {
        private String material = "";
        private String list = "";
        private boolean general = true;
        private @Nullable LocalDate from;
        private @Nullable LocalDate until;
        private @Nullable BigDecimal rate;
        private String currency = "";
        private @Nullable BigDecimal quantity;
        private boolean deleted;

        void readRate(JsonReader in) throws IOException {
            in.enterObject();
            while (in.nextMember()) {
                switch (in.member()) {
                    case "ConditionRateValue" -> rate = in.decimal();
                    case "ConditionRateValueUnit" -> currency = in.text();
                    case "ConditionQuantity" -> quantity = in.decimal();
                    case "ConditionIsDeleted" -> deleted = in.bool();
                    default -> in.skip();
                }
            }
        }

        PriceRecord finish(JsonReader in) throws IOException {
            if (material.isEmpty()
                    || from == null
                    || until == null
                    || rate == null
                    || currency.isEmpty()
                    || quantity == null) {
                throw in.malformed("a whole price condition with its record");
            }
            return new PriceRecord(material, list, general, from, until, rate, currency, quantity, deleted);
        }
    }
}
