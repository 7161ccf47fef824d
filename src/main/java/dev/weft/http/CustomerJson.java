package dev.weft.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import dev.weft.customer.BasketSummary;
import dev.weft.customer.CustomerPart;
import dev.weft.customer.CustomerScreen;
import dev.weft.customer.Membership;
import dev.weft.customer.OrderSummary;
import dev.weft.customer.Profile;
import dev.weft.kernel.Aged;
import dev.weft.kernel.Ticker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** The JSON of the shopper's own screen. A part that was asked for and is not there is {@code null}. */
final class CustomerJson {
    private static final JsonFactory JSON = new JsonFactory();

    private final Ticker ticker;

    CustomerJson(Ticker ticker) {
        this.ticker = ticker;
    }

    byte[] render(CustomerScreen screen) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(1024)) {
            JsonGenerator json = JSON.createGenerator(bytes);
            json.writeStartObject();
            json.writeStringField("customerId", screen.shopper().customerId());
            for (CustomerPart part : CustomerPart.values()) {
                if (screen.composite().part(part.code()).isPresent()) {
                    write(json, part, screen);
                }
            }
            json.writeObjectFieldStart("meta");
            json.writeStringField("site", screen.market().site());
            json.writeStringField("locale", screen.market().locale());
            json.writeStringField("currency", screen.market().currency().getCurrencyCode());
            json.writeBooleanField("complete", screen.composite().complete());
            PartsJson.write(json, screen.composite(), ticker.nanos());
            json.writeEndObject();
            json.writeEndObject();
            json.close();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a byte array does not fail
        }
    }

    private static void write(JsonGenerator json, CustomerPart part, CustomerScreen screen) throws IOException {
        switch (part) {
            case PROFILE -> profile(json, screen.profile());
            case LOYALTY -> membership(json, screen.membership());
            case ORDERS -> orders(json, screen.orders());
            case BASKET -> basket(json, screen.basket());
        }
    }

    private static void profile(JsonGenerator json, Optional<Aged<Profile>> held) throws IOException {
        if (held.isEmpty()) {
            json.writeNullField("profile");
            return;
        }
        Profile profile = held.get().value();
        json.writeObjectFieldStart("profile");
        json.writeStringField("contactId", profile.contactId());
        ProductJson.optional(json, "firstName", profile.firstName());
        ProductJson.optional(json, "lastName", profile.lastName());
        ProductJson.optional(json, "email", profile.email());
        ProductJson.optional(json, "phone", profile.phone());
        ProductJson.optional(json, "account", profile.accountName());
        json.writeEndObject();
    }

    private static void membership(JsonGenerator json, Optional<Aged<Membership>> held) throws IOException {
        if (held.isEmpty()) {
            json.writeNullField("loyalty");
            return;
        }
        Membership membership = held.get().value();
        json.writeObjectFieldStart("loyalty");
        json.writeStringField("number", membership.number());
        json.writeStringField("status", membership.status());
        json.writeArrayFieldStart("balances");
        for (Membership.Balance balance : membership.balances()) {
            json.writeStartObject();
            json.writeStringField("currency", balance.currency());
            json.writeNumberField("points", balance.points());
            json.writeNumberField("pending", balance.pending());
            json.writeEndObject();
        }
        json.writeEndArray();
        if (membership.tier().isPresent()) {
            json.writeObjectFieldStart("tier");
            json.writeStringField("name", membership.tier().get().name());
            ProductJson.optional(
                    json, "expires", membership.tier().get().expires().map(Object::toString));
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void orders(JsonGenerator json, Optional<Aged<List<OrderSummary>>> held) throws IOException {
        if (held.isEmpty()) {
            json.writeNullField("orders");
            return;
        }
        json.writeArrayFieldStart("orders");
        for (OrderSummary order : held.get().value()) {
            json.writeStartObject();
            json.writeStringField("number", order.number());
            ProductJson.optional(json, "reference", order.reference());
            json.writeStringField("placedAt", order.placedAt().toString());
            json.writeStringField("status", order.status().code());
            ProductJson.money(json, "total", order.total());
            json.writeNumberField("lines", order.lines());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void basket(JsonGenerator json, Optional<Aged<BasketSummary>> held) throws IOException {
        if (held.isEmpty()) {
            json.writeNullField("basket");
            return;
        }
        BasketSummary basket = held.get().value();
        json.writeObjectFieldStart("basket");
        json.writeStringField("id", basket.id());
        if (basket.total().isPresent()) {
            ProductJson.money(json, "total", basket.total().get());
        }
        json.writeArrayFieldStart("lines");
        for (BasketSummary.Line line : basket.lines()) {
            json.writeStartObject();
            json.writeStringField("sku", line.sku().value());
            json.writeStringField("name", line.name());
            json.writeNumberField("quantity", line.quantity().amount());
            ProductJson.money(json, "price", line.price());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
