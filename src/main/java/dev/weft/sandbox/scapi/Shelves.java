package dev.weft.sandbox.scapi;

import com.fasterxml.jackson.core.JsonGenerator;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weft.sandbox.data.Category;
import dev.weft.sandbox.data.Language;
import dev.weft.sandbox.data.Master;
import dev.weft.sandbox.data.Site;
import dev.weft.sandbox.data.Variant;
import dev.weft.sandbox.data.World;
import dev.weft.sandbox.wire.Call;
import dev.weft.sandbox.wire.JsonBytes;
import dev.weft.sandbox.wire.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Products and categories, one or many. Written products are kept, because under load the same ones are asked for. */
final class Shelves {

    private static final int MOST_PRODUCTS = 24;
    private static final int MOST_CATEGORIES = 50;

    private final World world;
    private final ProductWriter writer;
    private final Cache<Key, byte[]> written =
            Caffeine.newBuilder().maximumSize(4_000).build();

    private record Key(String id, Wish wish) {}

    Shelves(World world) {
        this.world = world;
        this.writer = new ProductWriter(world);
    }

    Reply product(Call call, Site site, String id) {
        return body(id, Wish.of(call, site))
                .map(body -> Reply.json(200, body))
                .orElseGet(() -> Problems.notFound(
                        "product", "No product with ID '" + id + "' for site '" + site.id() + "' was found."));
    }

    Reply products(Call call, Site site) {
        List<String> ids = call.listParam("ids");
        if (ids.isEmpty() || ids.size() > MOST_PRODUCTS) {
            return Problems.badRequest("The query parameter 'ids' must name 1 to " + MOST_PRODUCTS + " products.");
        }
        Wish wish = Wish.of(call, site);
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

    Reply category(Call call, Site site, String id) {
        Language language = language(call, site);
        return world.catalogue()
                .category(id)
                .map(category -> Reply.json(200, json -> write(json, category, language, levels(call))))
                .orElseGet(() -> Problems.notFound("category", "No category with ID '" + id + "' was found."));
    }

    Reply categories(Call call, Site site) {
        List<String> ids = call.listParam("ids");
        if (ids.isEmpty() || ids.size() > MOST_CATEGORIES) {
            return Problems.badRequest("The query parameter 'ids' must name 1 to " + MOST_CATEGORIES + " categories.");
        }
        List<Category> found = ids.stream()
                .distinct()
                .flatMap(id -> world.catalogue().category(id).stream())
                .toList();
        Language language = language(call, site);
        return Reply.json(200, json -> {
            json.writeStartObject();
            json.writeNumberField("limit", found.size());
            json.writeArrayFieldStart("data");
            for (Category category : found) {
                write(json, category, language, levels(call));
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

    private void write(JsonGenerator json, Category category, Language language, int levels) throws IOException {
        List<Category> children = world.catalogue().childrenOf(category.id());
        json.writeStartObject();
        json.writeStringField("id", category.id());
        json.writeStringField("name", category.name().in(language));
        json.writeStringField("pageTitle", category.name().in(language));
        json.writeNumberField("onlineSubCategoriesCount", children.size());
        if (!category.parent().isEmpty()) {
            json.writeStringField("parentCategoryId", category.parent());
        }
        json.writeArrayFieldStart("parentCategoryTree");
        for (Category step : pathTo(category)) {
            json.writeStartObject();
            json.writeStringField("id", step.id());
            json.writeStringField("name", step.name().in(language));
            json.writeEndObject();
        }
        json.writeEndArray();
        if (levels > 0 && !children.isEmpty()) {
            json.writeArrayFieldStart("categories");
            for (Category child : children) {
                write(json, child, language, levels - 1);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    /** From below the root down to the category itself. */
    private List<Category> pathTo(Category category) {
        List<Category> path = new ArrayList<>();
        Optional<Category> step = Optional.of(category);
        while (step.isPresent() && !step.get().parent().isEmpty()) {
            path.add(0, step.get());
            step = world.catalogue().category(step.get().parent());
        }
        return path;
    }

    private static Language language(Call call, Site site) {
        return Language.of(call.param("locale").orElse(""), site.language());
    }

    private static int levels(Call call) {
        return call.param("levels")
                .filter(it -> it.matches("[0-2]"))
                .map(Integer::valueOf)
                .orElse(1);
    }
}
