package dev.weft.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.weft.order.Fault;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the members of one JSON object, and collects everything that is wrong with them rather than stopping at the first. What cannot be
 * read comes back as a value that does no harm; whoever looks at the faults first never sees it. Confined to one request.
 */
final class JsonFields {
    private static final long MOST_MINOR = 1_000_000_000_000L;

    private final JsonNode object;
    private final String pointer;
    private final List<Fault> faults;
    private final Set<String> known = new HashSet<>();

    JsonFields(JsonNode object, String pointer, List<Fault> faults) {
        this.object = object;
        this.pointer = pointer;
        this.faults = faults;
        if (!object.isObject()) {
            fault("", "required", "An object is needed here.");
        }
    }

    void fault(String member, String code, String detail) {
        String at = member.isEmpty() ? pointer : pointer + "/" + Pointers.escaped(member);
        faults.add(new Fault(at, code, detail));
    }

    boolean has(String member) {
        known.add(member);
        return object.hasNonNull(member);
    }

    /** Must be there. */
    String text(String member, int most) {
        if (!has(member)) {
            fault(member, "required", "A text is needed here.");
            return "";
        }
        return optional(member, most).orElse("");
    }

    /** Of one kind of characters. */
    String text(String member, Pattern pattern, String expected) {
        String text = text(member, 256);
        if (has(member)
                && object.get(member).isTextual()
                && !pattern.matcher(text).matches()) {
            fault(member, "format", "Expected: " + expected + ".");
            return "";
        }
        return text;
    }

    Optional<String> optional(String member, int most) {
        if (!has(member)) {
            return Optional.empty();
        }
        JsonNode value = object.get(member);
        boolean control = value.isTextual() && value.textValue().chars().anyMatch(Character::isISOControl);
        if (!value.isTextual()
                || value.textValue().isBlank()
                || value.textValue().length() > most
                || control) {
            fault(member, "format", "Expected: a text of 1 to " + most + " printable characters.");
            return Optional.empty();
        }
        return Optional.of(value.textValue());
    }

    /** Whole, within bounds; must be there. */
    int count(String member, int least, int most) {
        JsonNode value = has(member) ? object.get(member) : MissingNode.getInstance();
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.intValue() < least
                || value.intValue() > most) {
            fault(
                    member,
                    value.isMissingNode() ? "required" : "format",
                    "Expected: a whole number, " + least + " to " + most + ".");
            return 0;
        }
        return value.intValue();
    }

    long points(String member) {
        return count(member, 1, 1_000_000_000);
    }

    /** An amount in whole units of a currency, with at most its decimals, as minor units; not negative. */
    long amount(String member, int exponent) {
        if (!has(member)) {
            fault(member, "required", "An amount is needed here.");
            return 0;
        }
        return optionalAmount(member, exponent);
    }

    /** Zero where it is absent. */
    long optionalAmount(String member, int exponent) {
        if (!has(member)) {
            return 0;
        }
        JsonNode value = object.get(member);
        BigDecimal minor = value.isNumber()
                ? value.decimalValue().movePointRight(exponent).stripTrailingZeros()
                : BigDecimal.ONE.negate();
        boolean fits =
                minor.signum() >= 0 && minor.scale() <= 0 && minor.compareTo(BigDecimal.valueOf(MOST_MINOR)) <= 0;
        if (!fits) {
            fault(member, "format", "Expected: a number, not negative, with at most " + exponent + " decimals.");
            return 0;
        }
        return minor.longValueExact();
    }

    boolean flag(String member) {
        if (!has(member)) {
            return false;
        }
        if (!object.get(member).isBoolean()) {
            fault(member, "format", "Expected: true or false.");
        }
        return object.get(member).asBoolean();
    }

    JsonFields object(String member) {
        JsonNode value = has(member) ? object.get(member) : MissingNode.getInstance();
        return new JsonFields(value, pointer + "/" + member, faults);
    }

    /** The objects of an array, at most so many. */
    List<JsonFields> objects(String member, int most) {
        JsonNode value = has(member) ? object.get(member) : MissingNode.getInstance();
        if (!value.isArray() || value.isEmpty() || value.size() > most) {
            fault(member, value.isMissingNode() ? "required" : "format", "Expected: a list of 1 to " + most + ".");
            return List.of();
        }
        List<JsonFields> objects = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            objects.add(new JsonFields(value.get(i), pointer + "/" + member + "/" + i, faults));
        }
        return objects;
    }

    /** Names every member nobody asked for: a misspelt one would otherwise be lost in silence. */
    void close() {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                fault(name.length() > 64 ? "" : name, "unknown_member", "No such member is known.");
            }
        });
    }
}
