package dev.weft.sandbox.scapi;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weft.sandbox.data.Master;
import dev.weft.sandbox.data.Site;
import dev.weft.sandbox.data.Variant;
import dev.weft.sandbox.data.World;
import dev.weft.sandbox.wire.Call;
import dev.weft.sandbox.wire.JsonBytes;
import dev.weft.sandbox.wire.Reply;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Products and their stock, one or many. Written products are kept, because under load the same ones are asked for. */
final class Shelves {

    private static final int MOST_PRODUCTS = 24;

    private final World world;
    private final Shown shown;
    private final ProductWriter writer;
    private final Cache<Key, byte[]> written =
            Caffeine.newBuilder().maximumSize(4_000).build();

    private record Key(String id, Wish wish) {}

    Shelves(World world, Shown shown, ProductWriter writer) {
        this.world = world;
        this.shown = shown;
        this.writer = writer;
    }

    Reply product(Call call, Site site, String id) {
        return body(id, Wish.of(call, site, shown.edition()))
                .map(body -> Reply.json(200, body))
                .orElseGet(() -> Problems.notFound(
                        "product", "No product with ID '" + id + "' for site '" + site.id() + "' was found."));
    }

    Reply products(Call call, Site site) {
        List<String> ids = call.listParam("ids");
        if (ids.isEmpty() || ids.size() > MOST_PRODUCTS) {
            return Problems.badRequest("The query parameter 'ids' must name 1 to " + MOST_PRODUCTS + " products.");
        }
        Wish wish = Wish.of(call, site, shown.edition());
        List<byte[]> found =
                ids.stream().distinct().flatMap(id -> body(id, wish).stream()).toList();
        ByteArrayOutputStream out = new ByteArrayOutputStream(
                256 + found.stream().mapToInt(it -> it.length + 1).sum());
        out.writeBytes(("{\"limit\":" + found.size() + ",\"data\":[").getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < found.size(); i++) {
            if (i > 0) {
                out.write(',');
            }
            out.writeBytes(found.get(i));
        }
        out.writeBytes(("],\"total\":" + found.size() + "}").getBytes(StandardCharsets.US_ASCII));
        return Reply.json(200, out.toByteArray());
    }

    /** The stock of one or many products and, where a master is wanted with its variations, of each variant. */
    Reply availability(Call call, Site site) {
        List<String> ids = call.listParam("productIds");
        if (ids.isEmpty() || ids.size() > MOST_PRODUCTS) {
            return Problems.badRequest(
                    "The query parameter 'productIds' must name 1 to " + MOST_PRODUCTS + " products.");
        }
        Wish wish = Wish.of(call, site, shown.edition());
        Map<String, List<Variant>> found = new LinkedHashMap<>();
        for (String id : ids) {
            world.catalogue().variant(id).ifPresent(it -> found.put(id, List.of(it)));
            world.catalogue().master(id).ifPresent(it -> found.put(id, it.variants()));
            if (call.listParam("expand").contains("variations")) {
                world.catalogue()
                        .master(id)
                        .ifPresent(it -> it.variants().forEach(each -> found.put(each.sku(), List.of(each))));
            }
        }
        return Reply.json(200, json -> {
            json.writeStartObject();
            json.writeNumberField("limit", found.size());
            json.writeArrayFieldStart("data");
            for (Map.Entry<String, List<Variant>> product : found.entrySet()) {
                json.writeStartObject();
                json.writeStringField("id", product.getKey());
                json.writeArrayFieldStart("inventories");
                for (String list :
                        wish.inventoryIds().isEmpty() ? List.of(Shown.inventoryOf(site)) : wish.inventoryIds()) {
                    writer.inventory(json, product.getValue(), wish, list);
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeNumberField("total", found.size());
            json.writeEndObject();
        });
    }

    private Optional<byte[]> body(String id, Wish wish) {
        Key key = new Key(id, wish);
        byte[] known = written.getIfPresent(key);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<byte[]> made = world.catalogue()
                .variant(id)
                .map(variant -> variantBody(variant, wish))
                .or(() -> world.catalogue().master(id).map(master -> masterBody(master, wish)));
        made.ifPresent(body -> written.put(key, body));
        return made;
    }

    private byte[] variantBody(Variant variant, Wish wish) {
        Master master = world.catalogue().masterOf(variant);
        return JsonBytes.write(json -> writer.variant(json, master, variant, wish));
    }

    private byte[] masterBody(Master master, Wish wish) {
        return JsonBytes.write(json -> writer.master(json, master, wish));
    }
}
