package dev.weft.backend.scapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.backend.CannedBackend.Canned;
import dev.weft.backend.SiteContract;
import dev.weft.backend.client.BackendClient;
import dev.weft.kernel.Failure;
import dev.weft.kernel.Sku;
import dev.weft.product.Catalog;
import dev.weft.product.Content;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class ScapiCatalogTest extends SiteContract<Sku, Content> {
    static final ScapiSettings SETTINGS = new ScapiSettings("f_ecom_zzwf_001", Map.of("WeftEU", "RefArch"));

    private static final String SHIRT = """
            {"id":"10000231","name":"Leinenhemd","brand":"Halmar","shortDescription":"Kurz","longDescription":"Lang",
             "primaryCategoryId":"shirts","type":{"variant":true},"master":{"masterId":"M0000100","orderable":true},
             "variationValues":{"color":"BLK","size":"M"},"price":1.0,"c_deep":{"a":[{"b":null}]},
             "imageGroups":[{"viewType":"small","images":[{"link":"https://i.example.com/s.jpg"}]},
              {"viewType":"large","images":[{"link":"https://i.example.com/l.jpg","alt":"Hemd"}]}],
             "variants":[{"productId":"10000231","orderable":true}]}""";

    @Override
    protected Catalog port(BackendClient client) {
        return new ScapiCatalog(client, SETTINGS, () -> NOW);
    }

    @Override
    protected Sku known() {
        return Sku.of("10000231");
    }

    @Override
    protected Sku unknown() {
        return Sku.of("99999999");
    }

    @Override
    protected Content expected() {
        return new Content(
                Optional.of("M0000100"),
                "Leinenhemd",
                Optional.of("Halmar"),
                Optional.of("Kurz"),
                Optional.of("Lang"),
                Optional.of("shirts"),
                Map.of("color", "BLK", "size", "M"),
                List.of(
                        new Content.Image("https://i.example.com/l.jpg", "Hemd"),
                        new Content.Image("https://i.example.com/s.jpg", "")));
    }

    private static String data(String... products) {
        return "{\"limit\":24,\"data\":[" + String.join(",", products) + "],\"total\":" + products.length + "}";
    }

    @Override
    protected void serve() {
        backend.answers(request -> Canned.json(
                request.target().contains("10000231")
                        ? data(SHIRT, "{\"id\":\"77777777\",\"name\":\"Fremd\"}")
                        : data()));
    }

    @Override
    protected List<String> garbled() {
        return List.of(
                "{\"data\":{}}",
                data("{}"),
                data("17"),
                data(SHIRT.replace("\"Leinenhemd\"", "{\"x\":\"" + PERSONAL + "\"}")),
                data(SHIRT.replace("\"link\"", "\"lonk\"")));
    }

    @Test
    void asksForContentOnlyInTheMarketsLanguage() {
        serve();
        fetch(Set.of(known()), EU);
        assertThat(backend.only().target())
                .isEqualTo("/product/shopper-products/v1/organizations/f_ecom_zzwf_001/products?ids=10000231"
                        + "&siteId=RefArch&locale=de-DE&currency=EUR&expand=images,variations&allImages=false");
    }

    @Test
    void spreadsLargeSetsEvenly() {
        backend.answers(request -> {
            String ids = request.target().replaceAll(".*ids=([^&]*)&.*", "$1");
            String[] products = Arrays.stream(ids.split(",", -1))
                    .map(id -> "{\"id\":\"" + id + "\"}")
                    .toArray(String[]::new);
            return products.length > 24 ? Canned.status(400, "{}") : Canned.json(data(products));
        });
        Set<Sku> fifty = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            fifty.add(Sku.of(Integer.toString(10_000_000 + i)));
        }
        Map<Sku, Content> found = fetch(fifty, EU);
        assertThat(found.keySet()).isEqualTo(fifty);
        assertThat(found)
                .allSatisfy((sku, content) -> assertThat(content.name()).isEqualTo(sku.value()));
        assertThat(backend.seen()).hasSize(3);
        assertThat(backend.seen().stream()
                        .map(request -> request.target().split(",", -1).length)
                        .collect(Collectors.toList()))
                .allMatch(ids -> ids <= 19);
    }

    @Test
    void namesTheProblemsType() {
        backend.answers(request -> Canned.status(
                400,
                "{\"type\":\"https://api.commercecloud.salesforce.com/documentation/error/v1/errors/invalid-site\",\"detail\":\""
                        + PERSONAL + "\"}"));
        Failure failure = failure(Set.of(known()), EU);
        assertThat(failure.detail()).contains("invalid-site").doesNotContain(PERSONAL);
    }
}
