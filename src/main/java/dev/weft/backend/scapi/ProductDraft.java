package dev.weft.backend.scapi;

import dev.weft.backend.client.JsonReader;
import dev.weft.product.Content;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The members of one product met so far, in whatever order they come. */
final class ProductDraft {
    /** Commerce's usual view types, largest first; a shop's own come after them. */
    private static final List<String> VIEWS = List.of("hi-res", "zoom", "large", "medium", "small", "swatch");

    private record Group(int rank, List<Content.Image> images) {}

    private String id = "";
    private String masterId = "";
    private String name = "";
    private String brand = "";
    private String shortDescription = "";
    private String longDescription = "";
    private String category = "";
    private Map<String, String> variation = Map.of();
    private final List<Group> groups = new ArrayList<>(4);

    private ProductDraft() {}

    static ProductDraft read(JsonReader in) throws IOException {
        ProductDraft product = new ProductDraft();
        in.enterObject();
        while (in.nextMember()) {
            switch (in.member()) {
                case "id" -> product.id = in.text();
                case "name" -> product.name = in.textOrEmpty();
                case "brand" -> product.brand = in.textOrEmpty();
                case "shortDescription" -> product.shortDescription = in.textOrEmpty();
                case "longDescription" -> product.longDescription = in.textOrEmpty();
                case "primaryCategoryId" -> product.category = in.textOrEmpty();
                case "master" -> product.masterId = master(in);
                case "variationValues" -> product.variation = texts(in);
                case "imageGroups" -> product.readGroups(in);
                default -> in.skip();
            }
        }
        if (product.id.isEmpty()) {
            throw in.malformed("a product with an id");
        }
        return product;
    }

    String id() {
        return id;
    }

    Content content() {
        groups.sort(Comparator.comparingInt(Group::rank));
        List<Content.Image> images = new ArrayList<>();
        groups.forEach(group -> images.addAll(group.images()));
        return new Content(
                present(masterId),
                name.isEmpty() ? id : name,
                present(brand),
                present(shortDescription),
                present(longDescription),
                present(category),
                variation,
                images);
    }

    private static Optional<String> present(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static String master(JsonReader in) throws IOException {
        return in.isNull() ? "" : texts(in).getOrDefault("masterId", "");
    }

    /** The members that are texts. */
    private static Map<String, String> texts(JsonReader in) throws IOException {
        if (in.isNull()) {
            return Map.of();
        }
        Map<String, String> texts = new HashMap<>();
        in.enterObject();
        while (in.nextMember()) {
            if (in.isText()) {
                texts.put(in.member(), in.text());
            } else {
                in.skip();
            }
        }
        return texts;
    }

    private void readGroups(JsonReader in) throws IOException {
        if (in.isNull()) {
            return;
        }
        in.enterArray();
        while (in.nextElement()) {
            groups.add(group(in));
        }
    }

    private static Group group(JsonReader in) throws IOException {
        int rank = VIEWS.size();
        List<Content.Image> images = new ArrayList<>();
        in.enterObject();
        while (in.nextMember()) {
            switch (in.member()) {
                case "viewType" -> {
                    int known = VIEWS.indexOf(in.text());
                    rank = known < 0 ? VIEWS.size() : known;
                }
                case "images" -> {
                    in.enterArray();
                    while (in.nextElement()) {
                        images.add(image(in));
                    }
                }
                default -> in.skip();
            }
        }
        return new Group(rank, images);
    }

    private static Content.Image image(JsonReader in) throws IOException {
        String link = "";
        String alt = "";
        in.enterObject();
        while (in.nextMember()) {
            switch (in.member()) {
                case "link" -> link = in.text();
                case "alt" -> alt = in.textOrEmpty();
                default -> in.skip();
            }
        }
        if (link.isEmpty()) {
            throw in.malformed("an image with a link");
        }
        return new Content.Image(link, alt);
    }
}
