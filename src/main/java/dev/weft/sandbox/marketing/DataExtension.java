package dev.weft.sandbox.marketing;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The table an event's data goes into: a value is taken where there is such a column, and it fits. */
final class DataExtension {
    private static final Map<String, Column> COLUMNS = Map.of(
            "BasketId", Column.TEXT,
            "SiteId", Column.TEXT,
            "Currency", Column.TEXT,
            "Amount", Column.DECIMAL,
            "Units", Column.NUMBER,
            "Skus", Column.LONG_TEXT,
            "ChangedAt", Column.DATE,
            "SubscriberKey", Column.TEXT);

    private enum Column {
        TEXT {
            @Override
            boolean takes(String value) {
                return value.length() <= 100;
            }
        },
        LONG_TEXT {
            @Override
            boolean takes(String value) {
                return value.length() <= 2_100;
            }
        },
        NUMBER {
            @Override
            boolean takes(String value) {
                return value.matches("-?[0-9]{1,9}");
            }
        },
        DECIMAL {
            @Override
            boolean takes(String value) {
                try {
                    return new BigDecimal(value).precision() <= 18;
                } catch (NumberFormatException notOne) {
                    return false;
                }
            }
        },
        DATE {
            @Override
            boolean takes(String value) {
                try {
                    OffsetDateTime.parse(value);
                    return true;
                } catch (DateTimeException notOne) {
                    return false;
                }
            }
        };

        abstract boolean takes(String value);
    }

    private DataExtension() {}

    /** What is wrong with {@code data}, if anything is. */
    static Optional<String> fault(Map<String, Object> data) {
        for (Map.Entry<String, Object> field : new TreeMap<>(data).entrySet()) {
            Column column = COLUMNS.get(field.getKey());
            Object value = field.getValue();
            if (column == null) {
                return Optional.of("The data extension has no field " + field.getKey());
            }
            if (value != null
                    && (!(value instanceof String || value instanceof Number || value instanceof Boolean)
                            || !column.takes(value.toString()))) {
                return Optional.of("The value of " + field.getKey() + " cannot be converted");
            }
        }
        return Optional.empty();
    }
}
