package dev.weft.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;

/** Prints what the guards' parts cost in processor time on a usual storefront request. Run by hand. */
final class GuardCost {
    private static final String TARGET =
            "/product/shopper-products/v1/organizations/f_ecom_zzwf_001/products/25518447M?siteId=WeftEU&locale=de-DE&expand=prices";

    private GuardCost() {}

    public static void main(String[] args) {
        Authorities authorities = new Authorities(List.of("api.weft.test", "shop.weft.test"));
        MultiMap header = HttpHeaders.headers()
                .add("Host", "api.weft.test")
                .add("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36")
                .add("Accept", "application/json")
                .add("Accept-Encoding", "gzip, deflate, br")
                .add("Accept-Language", "de-DE")
                .add("Authorization", "Bearer " + "A".repeat(700))
                .add("Connection", "keep-alive");
        int accepted = 0;
        for (int round = 0; round < 6; round++) {
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            int calls = 2_000_000;
            for (int i = 0; i < calls; i++) {
                Fields fields = new Fields(RequestGuard.Limits.DEFAULT, true);
                header.forEach(fields);
                accepted += fields.verdict().accepted() ? 1 : 0;
                accepted += Target.judge(TARGET, 0).accepted() ? 1 : 0;
                accepted += authorities.judge("api.weft.test").accepted() ? 1 : 0;
            }
            long spent = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
            System.out.println(String.format(
                    Locale.ROOT, "fields, target and host, us %.3f (%d)", spent / 1000.0 / calls, accepted));
        }
    }
}
