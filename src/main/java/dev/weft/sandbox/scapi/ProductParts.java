package dev.weft.sandbox.scapi;

import dev.weft.sandbox.data.Master;
import dev.weft.sandbox.data.Variant;
import dev.weft.sandbox.data.World;
import dev.weft.sandbox.wire.JsonBytes;
import dev.weft.sandbox.wire.Reply;
import java.util.List;
import java.util.Optional;

/** A product's images, prices or promotions alone. */
final class ProductParts {

    private final World world;
    private final Shown shown;
    private final ProductWriter writer;

    private record Found(Master master, List<Variant> variants) {}

    ProductParts(World world, Shown shown, ProductWriter writer) {
        this.world = world;
        this.shown = shown;
        this.writer = writer;
    }

    Reply images(Asked asked) {
        Wish wish = wish(asked);
        Found found = found(asked);
        return object("id", asked, json -> ProductWriter.images(json, found.master(), found.variants(), wish));
    }

    Reply prices(Asked asked) {
        Wish wish = wish(asked);
        Found found = found(asked);
        long lowest = found.variants().stream()
                .mapToLong(it -> shown.price(it, asked.site()))
                .min()
                .orElse(0);
        return object("productId", asked, json -> {
            json.writeStringField("currency", asked.site().currency());
            ProductWriter.amount(json, "price", lowest, asked.site());
            json.writeObjectFieldStart("prices");
            ProductWriter.amount(json, BasketWriter.listBook(asked.site()), lowest, asked.site());
            json.writeEndObject();
            ProductWriter.tiers(json, lowest, wish);
            if (found.variants().size() > 1) {
                ProductWriter.amount(json, "priceMax", writer.highest(found.master(), asked.site()), asked.site());
                writer.ranges(json, found.master(), wish);
            }
        });
    }

    Reply promotions(Asked asked) {
        Wish wish = wish(asked);
        Found found = found(asked);
        long lowest = found.variants().stream()
                .mapToLong(it -> shown.price(it, asked.site()))
                .min()
                .orElse(0);
        return object("productId", asked, json -> ProductWriter.promotions(json, found.master(), lowest, wish));
    }

    private Wish wish(Asked asked) {
        return Wish.of(asked.call(), asked.site(), shown.edition());
    }

    private Found found(Asked asked) {
        String id = asked.path(1);
        Optional<Found> variant = world.catalogue()
                .variant(id)
                .map(it -> new Found(world.catalogue().masterOf(it), List.of(it)));
        return variant.or(() -> world.catalogue().master(id).map(it -> new Found(it, it.variants())))
                .orElseThrow(
                        () -> new Refused(Problems.notFound("product", "No product with ID '" + id + "' was found.")));
    }

    private static Reply object(String idField, Asked asked, JsonBytes.Body rest) {
        return Reply.json(200, json -> {
            json.writeStartObject();
            json.writeStringField(idField, asked.path(1));
            rest.to(json);
            json.writeEndObject();
        });
    }
}
