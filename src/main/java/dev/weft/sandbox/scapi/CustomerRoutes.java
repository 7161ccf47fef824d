package dev.weft.sandbox.scapi;

import dev.weft.sandbox.data.World;
import java.time.InstantSource;

/** A shopper's own record, addresses, cards, lists and password, and the context of the session. */
final class CustomerRoutes {

    private static final String FAMILY = "customer/shopper-customers/v1";
    private static final String ACCOUNT = "sfcc.shopper-myaccount";

    private final Door door;
    private final Customers customers;
    private final Passwords passwords;
    private final ProductLists lists;
    private final Contexts contexts = new Contexts();

    CustomerRoutes(World world, People people, ShopperTokens tokens, Ids ids, InstantSource clock, Door door) {
        this.door = door;
        this.customers = new Customers(people, ids, clock);
        this.passwords = new Passwords(people, tokens, ids, clock);
        this.lists = new ProductLists(world, ids, clock);
    }

    void addTo(Routes routes) {
        record(routes);
        belongings(routes);
        lists(routes);
        String context = "shopper/shopper-context/v1";
        String path = "shopper-context/{usid}";
        String scope = "sfcc.shopper-context";
        routes.add(context, "GET", path, "context", door.own(scope, contexts::get))
                .add(context, "PUT", path, "set-context", door.own(scope + ".rw", contexts::put))
                .add(context, "PATCH", path, "set-context", door.own(scope + ".rw", contexts::patch))
                .add(context, "DELETE", path, "delete-context", door.own(scope + ".rw", contexts::delete));
    }

    private void record(Routes routes) {
        String login = "sfcc.shopper-customers.login";
        String actions = "customers/password/actions/";
        routes.add(
                        FAMILY,
                        "POST",
                        "customers",
                        "register",
                        door.own("sfcc.shopper-customers.register", customers::register))
                .add(
                        FAMILY,
                        "POST",
                        actions + "create-reset-token",
                        "password",
                        door.own(login, passwords::createToken))
                .add(FAMILY, "POST", actions + "reset", "password", door.own(login, passwords::reset))
                .add(FAMILY, "GET", "customers/{customerId}", "customer", door.customer(ACCOUNT, customers::get))
                .add(
                        FAMILY,
                        "PATCH",
                        "customers/{customerId}",
                        "update-customer",
                        door.customer(ACCOUNT + ".rw", customers::patch))
                .add(
                        FAMILY,
                        "PUT",
                        "customers/{customerId}/password",
                        "password",
                        door.customer(login, passwords::change));
    }

    private void belongings(Routes routes) {
        String addresses = "customers/{customerId}/addresses";
        String cards = "customers/{customerId}/payment-instruments";
        String address = ACCOUNT + ".addresses";
        String card = ACCOUNT + ".paymentinstruments";
        routes.add(FAMILY, "POST", addresses, "addresses", door.customer(address + ".rw", customers::addAddress))
                .add(FAMILY, "GET", addresses + "/{name}", "addresses", door.customer(address, customers::address))
                .add(
                        FAMILY,
                        "PATCH",
                        addresses + "/{name}",
                        "addresses",
                        door.customer(address + ".rw", customers::patchAddress))
                .add(
                        FAMILY,
                        "DELETE",
                        addresses + "/{name}",
                        "addresses",
                        door.customer(address + ".rw", customers::deleteAddress))
                .add(FAMILY, "POST", cards, "saved-cards", door.customer(card + ".rw", customers::addCard))
                .add(FAMILY, "GET", cards + "/{id}", "saved-cards", door.customer(card, customers::card))
                .add(
                        FAMILY,
                        "DELETE",
                        cards + "/{id}",
                        "saved-cards",
                        door.customer(card + ".rw", customers::deleteCard));
    }

    private void lists(Routes routes) {
        String read = ACCOUNT + ".productlists";
        String write = read + ".rw";
        String all = "customers/{customerId}/product-lists";
        String one = all + "/{listId}";
        String item = one + "/items/{itemId}";
        routes.add(FAMILY, "GET", all, "product-lists", door.customer(read, lists::all))
                .add(FAMILY, "POST", all, "update-list", door.customer(write, lists::create))
                .add(FAMILY, "GET", one, "product-lists", door.customer(read, lists::get))
                .add(FAMILY, "PATCH", one, "update-list", door.customer(write, lists::patch))
                .add(FAMILY, "DELETE", one, "update-list", door.customer(write, lists::delete))
                .add(FAMILY, "POST", one + "/items", "update-list", door.customer(write, lists::addItem))
                .add(FAMILY, "GET", item, "product-lists", door.customer(read, lists::item))
                .add(FAMILY, "PATCH", item, "update-list", door.customer(write, lists::patchItem))
                .add(FAMILY, "DELETE", item, "update-list", door.customer(write, lists::deleteItem));
    }
}
