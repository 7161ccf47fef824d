package dev.weft.sandbox.sap;

import dev.weft.sandbox.data.Plant;
import dev.weft.sandbox.data.Variant;
import dev.weft.sandbox.data.World;
import dev.weft.sandbox.wire.Call;
import dev.weft.sandbox.wire.Reply;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code API_PRODUCT_AVAILY_INFO_BASIC/DetermineAvailabilityAt}: what is available to promise, which here is what is free.
 * The answer nests the record under the function's name.
 */
final class Availability {

    private static final String FUNCTION = "DetermineAvailabilityAt";
    private static final Instant FOREVER = Instant.parse("9999-12-31T23:59:59Z");
    private static final Pattern TEXT = Pattern.compile("'((?:[^']|'')*)'");
    private static final Pattern MOMENT = Pattern.compile("datetimeoffset'([^']*)'");

    private final World world;

    Availability(World world) {
        this.world = world;
    }

    Reply answer(Call call, String base) {
        String plantCode = text(call, "SupplyingPlant", 4);
        String material = text(call, "Material", 40);
        text(call, "ATPCheckingRule", 2);
        Instant requested = moment(call, "RequestedUTCDateTime");
        Plant plant = Plant.of(plantCode)
                .orElseThrow(() -> ODataRefusal.badRequest("Plant " + plantCode + " does not exist"));
        Variant variant = world.catalogue()
                .byMaterial(material)
                .orElseThrow(
                        () -> ODataRefusal.badRequest("Material " + material + " not found in plant " + plantCode));
        return Reply.json(200, json -> {
            json.writeStartObject();
            json.writeObjectFieldStart("d");
            json.writeObjectFieldStart(FUNCTION);
            json.writeObjectFieldStart("__metadata");
            json.writeStringField("type", "API_PRODUCT_AVAILY_INFO_BASIC.AvailabilityRecord");
            json.writeEndObject();
            json.writeStringField("PeriodStartUTCDateTime", "/Date(" + requested.toEpochMilli() + "+0000)/");
            json.writeStringField("PeriodEndUTCDateTime", "/Date(" + FOREVER.toEpochMilli() + "+0000)/");
            json.writeStringField("AvailableQuantityInBaseUnit", world.stock().free(variant, plant) + ".000");
            json.writeStringField("BaseUnit", "PC");
            json.writeEndObject();
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    private static String text(Call call, String name, int longest) {
        Matcher matcher = TEXT.matcher(required(call, name));
        if (!matcher.matches()) {
            throw ODataRefusal.badRequest("Invalid literal for parameter " + name + ": Edm.String expected");
        }
        String value = matcher.group(1).replace("''", "'");
        if (value.length() > longest) {
            throw ODataRefusal.badRequest("Value of parameter " + name + " is longer than " + longest + " characters");
        }
        return value;
    }

    private static Instant moment(Call call, String name) {
        Matcher matcher = MOMENT.matcher(required(call, name));
        try {
            if (matcher.matches()) {
                return OffsetDateTime.parse(matcher.group(1)).toInstant();
            }
        } catch (DateTimeParseException e) {
            // refused below, like any other text that is no point in time
        }
        throw ODataRefusal.badRequest("Invalid literal for parameter " + name + ": Edm.DateTimeOffset expected");
    }

    private static String required(Call call, String name) {
        return call.param(name)
                .orElseThrow(() -> ODataRefusal.badRequest("Function import parameter '" + name + "' is missing"));
    }
}
