package dev.weft.http.scapi;

import dev.weft.http.Face.Family;
import dev.weft.http.scapi.json.Document;
import dev.weft.http.scapi.json.Item;
import dev.weft.http.scapi.json.Shape;
import dev.weft.http.scapi.weave.Available;
import dev.weft.http.scapi.weave.Goods;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The reads that show goods: what of their answers is looked at, and where the goods stand in it. */
enum WovenRead {
    PRODUCT(Goods.Kind.PRODUCT),
    PRODUCTS(Goods.Kind.PRODUCT, "data"),
    /** The sub-resources that say what one product costs, or what takes something off. */
    PRICES(Goods.Kind.PRICES),
    SEARCH(Goods.Kind.HIT, "hits"),
    SUGGESTIONS(Goods.Kind.SUGGESTION, "productSuggestions", "products"),
    AVAILABILITY(Goods.Kind.AVAILABILITY, "data"),
    LISTED(Goods.Kind.PRODUCT, "data", "product"),
    LISTED_ONE(Goods.Kind.PRODUCT, "product");

    private static final String LISTS = "/product-lists/";

    private final Goods.Kind kind;
    private final List<String> path;
    private final Shape shape;

    /** Goods stand where {@code path}, from the document's root, leads. */
    WovenRead(Goods.Kind kind, String... path) {
        this.kind = kind;
        this.path = List.of(path);
        Shape within = kind.shape();
        for (int i = path.length - 1; i >= 0; i--) {
            within = Shape.of(path[i]).with(path[i], within);
        }
        this.shape = within;
    }

    /** Which read a resource below the organisation is. */
    static Optional<WovenRead> of(Family family, String resource) {
        return switch (family.prefix()) {
            case Families.PRODUCTS -> products(resource);
            case Families.SEARCH -> search(resource);
            case Families.AVAILABILITY ->
                resource.equals("/availability") ? Optional.of(AVAILABILITY) : Optional.empty();
            case Families.CUSTOMERS -> listed(resource);
            default -> Optional.empty();
        };
    }

    private static Optional<WovenRead> search(String resource) {
        return switch (resource) {
            case "/product-search" -> Optional.of(SEARCH);
            case "/search-suggestions" -> Optional.of(SUGGESTIONS);
            default -> Optional.empty();
        };
    }

    /** {@code [/customers/{}]/product-lists/{}/items[/{}]}; of a customer's own list only one item shows its product. */
    private static Optional<WovenRead> listed(String resource) {
        String[] segments = resource.split("/", -1);
        int at = resource.startsWith(LISTS) ? 1 : resource.startsWith("/customers/") ? 3 : segments.length;
        boolean items =
                segments.length > at + 2 && segments[at].equals("product-lists") && segments[at + 2].equals("items");
        int below = segments.length - at - 3;
        return !items || below > 1 ? Optional.empty() : Optional.of(below == 1 ? LISTED_ONE : LISTED);
    }

    private static Optional<WovenRead> products(String resource) {
        String below = "/products";
        if (resource.equals(below)) {
            return Optional.of(PRODUCTS);
        }
        if (!resource.startsWith(below + "/")) {
            return Optional.empty();
        }
        int end = resource.indexOf('/', below.length() + 1);
        String part = end < 0 ? "" : resource.substring(end);
        return switch (part) {
            case "" -> Optional.of(PRODUCT);
            case "/prices", "/promotions" -> Optional.of(PRICES);
            default -> Optional.empty();
        };
    }

    Goods.Kind kind() {
        return kind;
    }

    Shape shape() {
        return shape;
    }

    /** Whether a member's benefit is called out on what it shows. */
    boolean callsOut() {
        return this == PRODUCT || this == PRODUCTS;
    }

    List<Goods> goods(Document document, Asked asked) {
        List<Goods> goods = new ArrayList<>();
        for (Item root : document.roots()) {
            if (kind == Goods.Kind.AVAILABILITY) {
                goods.addAll(available(asked).goods(root.items(path.get(0))));
            } else {
                add(root, 0, goods);
            }
        }
        return goods;
    }

    private void add(Item item, int at, List<Goods> into) {
        if (at == path.size()) {
            Goods.add(kind, item, into);
        } else {
            item.each(path.get(at), inner -> add(inner, at + 1, into));
        }
    }

    private static Available available(Asked asked) {
        String expand = asked.value("expand");
        return new Available(
                Set.copyOf(List.of(asked.value("productIds").split(",", -1))),
                expand.contains("variations"),
                expand.contains("set_products"));
    }
}
