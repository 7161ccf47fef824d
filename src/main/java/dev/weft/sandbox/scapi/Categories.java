package dev.weft.sandbox.scapi;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weft.sandbox.data.Category;
import dev.weft.sandbox.data.Language;
import dev.weft.sandbox.data.Site;
import dev.weft.sandbox.data.World;
import dev.weft.sandbox.wire.Call;
import dev.weft.sandbox.wire.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The category tree, from any node down to two levels. */
final class Categories {

    private static final int MOST_CATEGORIES = 50;

    private final World world;

    Categories(World world) {
        this.world = world;
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
