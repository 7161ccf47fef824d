package dev.weft.sandbox.scapi;

import dev.weft.sandbox.wire.Call;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The SLAS clients and the tenant. */
public final class Clients {

    /** The gateway's private client. */
    public static final String PRIVATE = "5f1c0c2e-weft-gateway";

    public static final String SECRET = "sandbox-secret";

    /** The storefront's public client, which uses PKCE. */
    public static final String PUBLIC = "8d3f6a9b-weft-storefront";

    /** The tenant; the organisation is this, with or without {@code f_ecom_} before it. */
    public static final String TENANT = "zzwf_001";

    public static final String ISSUER = "slas/prod/" + TENANT;
    public static final String AUDIENCE = "commercecloud/prod/" + TENANT;

    private Clients() {}

    static boolean isOrganization(String id) {
        return id.equals("f_ecom_" + TENANT) || id.equals(TENANT);
    }

    static boolean isKnown(String client) {
        return client.equals(PRIVATE) || client.equals(PUBLIC);
    }

    /** The private client, if the call proves to be it. */
    static Optional<String> authenticated(Call call) {
        return call.basic()
                .filter(it -> it.name().equals(PRIVATE) && it.secret().equals(SECRET))
                .map(Call.Credentials::name);
    }

    static String first(Map<String, List<String>> form, String name) {
        return form.getOrDefault(name, List.of("")).get(0);
    }
}
