package dev.weft.http.scapi;

import dev.weft.http.Face.Family;
import dev.weft.http.scapi.json.Document;
import dev.weft.http.scapi.json.Item;
import dev.weft.http.scapi.json.Shape;
import dev.weft.http.scapi.weave.Goods;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The reads that show goods: what of their answers is looked at, and where the goods stand in it. */
enum WovenRead {
    PRODUCT(Goods.Kind.PRODUCT, ""),
    PRODUCTS(Goods.Kind.PRODUCT, "data"),
    SEARCH(Goods.Kind.HIT, "hits"),
    AVAILABILITY(Goods.Kind.AVAILABILITY, "data");

    private final Goods.Kind kind;
    private final String list;
    private final Shape shape;

    WovenRead(Goods.Kind kind, String list) {
        this.kind = kind;
        this.list = list;
        this.shape = list.isEmpty() ? kind.shape() : Shape.of(list).with(list, kind.shape());
    }

    /** Which read a resource below the organisation is. */
    static Optional<WovenRead> of(Family family, String resource) {
        return switch (family.prefix()) {
            case Families.PRODUCTS -> products(resource);
            case Families.SEARCH -> resource.equals("/product-search") ? Optional.of(SEARCH) : Optional.empty();
            case Families.AVAILABILITY ->
                resource.equals("/availability") ? Optional.of(AVAILABILITY) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<WovenRead> products(String resource) {
        String below = "/products";
        if (resource.equals(below)) {
            return Optional.of(PRODUCTS);
        }
        boolean one = resource.startsWith(below + "/") && resource.indexOf('/', below.length() + 1) < 0;
        return one ? Optional.of(PRODUCT) : Optional.empty();
    }

    Goods.Kind kind() {
        return kind;
    }

    Shape shape() {
        return shape;
    }

    List<Goods> goods(Document document) {
        List<Goods> goods = new ArrayList<>();
        for (Item root : document.roots()) {
            if (list.isEmpty()) {
                Goods.add(kind, root, goods);
            } else {
                root.each(list, item -> Goods.add(kind, item, goods));
            }
        }
        return goods;
    }
}
