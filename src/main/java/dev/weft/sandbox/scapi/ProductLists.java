package dev.weft.sandbox.scapi;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weft.sandbox.data.World;
import dev.weft.sandbox.wire.Reply;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Wish lists and the like, of guests too. Thread-safe. The last 50,000 owners are remembered; nobody starts with one. */
final class ProductLists {

    private static final int OWNERS = 50_000;
    private static final int MOST_LISTS = 20;
    private static final int MOST_ITEMS = 200;
    private static final Set<String> LIST = Set.of("type", "name", "description", "public");
    private static final Set<String> TYPES =
            Set.of("wish_list", "gift_registry", "shopping_list", "custom_1", "custom_2", "custom_3");

    private final World world;
    private final Ids ids;
    private final InstantSource clock;
    private final Map<Owner, List<ProductList>> lists = Caffeine.newBuilder()
            .maximumSize(OWNERS)
            .<Owner, List<ProductList>>build()
            .asMap();

    private record ProductList(String id, JsonObject document, List<JsonObject> items) {
        ProductList {
            items = List.copyOf(items);
        }

        JsonObject json() {
            JsonObject json = document.copy().put("id", id);
            return items.isEmpty() ? json : json.put("customerProductListItems", new JsonArray(items));
        }
    }

    ProductLists(World world, Ids ids, InstantSource clock) {
        this.world = world;
        this.ids = ids;
        this.clock = clock;
    }

    Reply all(Asked asked) {
        List<ProductList> all = of(asked.owner());
        return json(new JsonObject()
                .put("limit", all.size())
                .put("data", BasketWriter.list(all, ProductList::json))
                .put("total", all.size()));
    }

    Reply create(Asked asked) {
        JsonObject document = Documents.kept(asked.body(), LIST);
        if (!TYPES.contains(document.getString("type", ""))) {
            throw Problems.refusal("The property 'type' must be one of " + TYPES + ".");
        }
        String now = clock.instant().toString();
        document.put("public", document.getBoolean("public", false))
                .put("creationDate", now)
                .put("lastModified", now);
        ProductList made = new ProductList(ids.next(), document, List.of());
        lists.compute(asked.owner(), (owner, before) -> {
            List<ProductList> all = new ArrayList<>(before == null ? List.of() : before);
            all.add(made);
            if (all.size() > MOST_LISTS) {
                throw Problems.refusal("A customer has at most " + MOST_LISTS + " product lists.");
            }
            return List.copyOf(all);
        });
        return json(made.json());
    }

    Reply get(Asked asked) {
        return json(known(of(asked.owner()), asked.path(3)).json());
    }

    Reply patch(Asked asked) {
        JsonObject more = Documents.kept(asked.body(), Set.of("name", "description", "public"));
        return json(change(
                        asked,
                        it -> new ProductList(it.id(), it.document().copy().mergeIn(more), it.items()))
                .json());
    }

    Reply delete(Asked asked) {
        lists.compute(asked.owner(), (owner, before) -> {
            List<ProductList> all = new ArrayList<>(before == null ? List.of() : before);
            all.remove(known(all, asked.path(3)));
            return List.copyOf(all);
        });
        return Reply.empty(204);
    }

    Reply addItem(Asked asked) {
        JsonObject item = item(asked.body()).put("id", ids.next());
        change(asked, it -> {
            List<JsonObject> all = new ArrayList<>(it.items());
            all.add(item);
            if (all.size() > MOST_ITEMS) {
                throw Problems.refusal("A product list holds at most " + MOST_ITEMS + " items.");
            }
            return new ProductList(it.id(), it.document(), all);
        });
        return json(item);
    }

    Reply item(Asked asked) {
        return json(known(known(of(asked.owner()), asked.path(3)), asked.path(5)));
    }

    Reply patchItem(Asked asked) {
        JsonObject more = Documents.kept(asked.body(), Set.of("priority", "public", "quantity"));
        ProductList after = change(asked, it -> {
            JsonObject before = known(it, asked.path(5));
            JsonObject item = before.copy().mergeIn(more);
            return new ProductList(
                    it.id(),
                    it.document(),
                    it.items().stream()
                            .map(known -> known == before ? item : known)
                            .toList());
        });
        return json(known(after, asked.path(5)));
    }

    Reply deleteItem(Asked asked) {
        change(asked, it -> {
            JsonObject gone = known(it, asked.path(5));
            return new ProductList(
                    it.id(),
                    it.document(),
                    it.items().stream().filter(known -> known != gone).toList());
        });
        return Reply.empty(204);
    }

    private JsonObject item(JsonObject body) {
        JsonObject item = Documents.kept(body, Set.of("priority", "public", "quantity", "productId", "type"));
        String type = Documents.required(item, "type");
        String productId = item.getString("productId", "");
        if (type.equals("product")
                && world.catalogue().variant(productId).isEmpty()
                && world.catalogue().master(productId).isEmpty()) {
            throw Problems.refusal("The product '" + productId + "' is unknown.");
        }
        if (item.getNumber("quantity") == null || item.getNumber("quantity").doubleValue() < 0) {
            throw Problems.refusal("The property 'quantity' is required and must not be below zero.");
        }
        return item.put("priority", item.getInteger("priority", 0)).put("public", item.getBoolean("public", false));
    }

    private List<ProductList> of(Owner owner) {
        return lists.getOrDefault(owner, List.of());
    }

    private ProductList change(Asked asked, UnaryOperator<ProductList> change) {
        List<ProductList> after = lists.compute(asked.owner(), (owner, before) -> {
            List<ProductList> all = before == null ? List.of() : before;
            ProductList now = known(all, asked.path(3));
            ProductList then = change.apply(now);
            return all.stream().map(it -> it == now ? then : it).toList();
        });
        return known(after, asked.path(3));
    }

    private static ProductList known(List<ProductList> all, String id) {
        return all.stream()
                .filter(it -> it.id().equals(id))
                .findFirst()
                .orElseThrow(
                        () -> new Refused(Problems.notFound("product-list", "There is no product list '" + id + "'.")));
    }

    private static JsonObject known(ProductList list, String itemId) {
        return list.items().stream()
                .filter(it -> it.getString("id").equals(itemId))
                .findFirst()
                .orElseThrow(() ->
                        new Refused(Problems.notFound("product-list-item", "The list has no item '" + itemId + "'.")));
    }

    private static Reply json(JsonObject json) {
        return Reply.json(200, json.toBuffer().getBytes());
    }
}
