package dev.weft.sandbox.sap;

import dev.weft.sandbox.books.Books;
import dev.weft.sandbox.data.World;
import dev.weft.sandbox.fault.Plight;
import dev.weft.sandbox.wire.BackOffice;
import dev.weft.sandbox.wire.Call;
import dev.weft.sandbox.wire.OpaqueTokens;
import dev.weft.sandbox.wire.Operation;
import dev.weft.sandbox.wire.Reply;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * {@code /sap}: token, CSRF and the services. The client is {@code WEFT_GW} with {@code sandbox-secret}, for OAuth client
 * credentials and for Basic alike. {@code sap-client} and {@code sap-language} are ignored.
 *
 * <p>{@code SoldToParty} is the customer number padded to ten digits, {@code Material} the SKU padded to eighteen; other
 * spellings find nothing.
 */
public final class SapSystem implements BackOffice {

    /** OAuth client and Basic user. */
    public static final String CLIENT = "WEFT_GW";

    public static final String SECRET = "sandbox-secret";

    private static final List<String> ODATA = List.of("sap", "opu", "odata", "sap");
    private static final List<String> TOKEN = List.of("sap", "bc", "sec", "oauth2", "token");
    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    private final Operation token = new Operation("token", this::token);
    private final SapOperations operations = new SapOperations(this::guarded);

    private final Services services;
    private final OpaqueTokens tokens;
    private final Csrf csrf;
    private final Function<String, Plight> part;

    /**
     * A system of its own sessions.
     *
     * @param part told of each part of a batch by its operation's name; says what the part suffers
     */
    public SapSystem(World world, Books books, InstantSource clock, Function<String, Plight> part) {
        this.services = new Services(world, books);
        this.tokens = new OpaqueTokens(clock, Duration.ofHours(1));
        this.csrf = new Csrf(clock);
        this.part = part;
    }

    @Override
    public String name() {
        return "sap";
    }

    @Override
    public Operation operation(Call call) {
        if (call.segments().equals(TOKEN)) {
            return token;
        }
        return isOData(call) && services.knows(service(call))
                ? operations.of(service(call), call.segment(5), call)
                : operations.unknown();
    }

    @Override
    public Reply failure(int status) {
        return SapErrors.reply(
                status, "/IWFND/CM_BEC/026", status == 429 ? "Too many requests" : "An internal error occurred");
    }

    @Override
    public void expireTokens() {
        tokens.expireAll();
    }

    @Override
    public void expireCsrf() {
        csrf.expireAll();
    }

    @Override
    public void pageSize(int rows) {
        services.pageSize(rows);
    }

    private Reply token(Call call) {
        boolean known = call.basic().filter(SapSystem::isClient).isPresent();
        if (!known || !call.method().equals(HttpMethod.POST)) {
            return oauthError(401, "invalid_client");
        }
        if (!call.form().getOrDefault("grant_type", List.of()).contains("client_credentials")) {
            return oauthError(400, "unsupported_grant_type");
        }
        String issued = tokens.issue("");
        return Reply.json(200, json -> {
            json.writeStartObject();
            json.writeStringField("access_token", issued);
            json.writeStringField("token_type", "Bearer");
            json.writeNumberField("expires_in", tokens.lifetime().toSeconds());
            json.writeStringField("scope", "API_MATERIAL_STOCK_SRV_0001 API_SALES_ORDER_SRV_0001");
            json.writeEndObject();
        });
    }

    private static Reply oauthError(int status, String error) {
        return Reply.json(status, json -> {
            json.writeStartObject();
            json.writeStringField("error", error);
            json.writeEndObject();
        });
    }

    private Reply guarded(Call call) {
        if (!isAuthenticated(call)) {
            return Reply.text(401, "text/html; charset=utf-8", "<html><body>Logon failed</body></html>")
                    .with("WWW-Authenticate", "Basic realm=\"SAP NetWeaver Application Server [WFT/100]\"");
        }
        boolean reads = READS.contains(call.method());
        if (!reads && !csrf.isProven(call)) {
            return Reply.text(403, "text/plain", "CSRF token validation failed").with("x-csrf-token", "Required");
        }
        Reply reply = answer(call).with("dataserviceversion", "2.0");
        return reads && Csrf.isFetch(call) ? csrf.handOut(call, reply) : reply;
    }

    private Reply answer(Call call) {
        try {
            if (!isOData(call) || !services.knows(service(call))) {
                throw new NoService();
            }
            String service = service(call);
            String base = call.origin() + "/sap/" + String.join("/", ODATA) + "/" + service;
            if (call.segment(5).equals("$batch")) {
                return call.method().equals(HttpMethod.POST)
                        ? Batch.answer(call, inner -> part(service, inner, base))
                        : SapErrors.reply(405, "005056A509B11ED19BEAD28E9C1C3EB8", "$batch needs POST");
            }
            if (!READS.contains(call.method())) {
                if (call.segments().size() != 6) {
                    throw ODataRefusal.notFound("Resource not found");
                }
                return services.change(service, call.segment(5), call, base);
            }
            return services.answer(
                    service, call.segments().subList(5, call.segments().size()), call, base);
        } catch (ODataRefusal refusal) {
            return SapErrors.of(refusal);
        } catch (NoService e) {
            return SapErrors.reply(404, "/IWFND/MED/170", "No service found");
        }
    }

    /** A part of a batch: counted and disturbed under its own name, addressed relative to the service or absolutely. */
    private Reply part(String service, Call call, String base) {
        Plight plight = part.apply(SapOperations.readName(service));
        int status = plight.error()
                .map(error -> error.status() > 0 ? error.status() : 500)
                .orElse(0);
        if (plight.offline() || status > 0) {
            return failure(status > 0 ? status : 503).after(plight.delayMs());
        }
        List<String> path = call.segments();
        int start = path.indexOf(service) + 1;
        try {
            return services.answer(service, path.subList(start, path.size()), call, base)
                    .after(plight.delayMs());
        } catch (ODataRefusal refusal) {
            return SapErrors.of(refusal).after(plight.delayMs());
        }
    }

    private boolean isAuthenticated(Call call) {
        return call.bearer().filter(tokens::isValid).isPresent()
                || call.basic().filter(SapSystem::isClient).isPresent();
    }

    private static boolean isClient(Call.Credentials credentials) {
        return credentials.name().equals(CLIENT) && credentials.secret().equals(SECRET);
    }

    private static boolean isOData(Call call) {
        return call.segments().size() >= 5 && call.segments().subList(0, 4).equals(ODATA);
    }

    /** The service's name without its version, which follows a semicolon. */
    private static String service(Call call) {
        String name = call.segment(4);
        int version = name.indexOf(';');
        return version < 0 ? name : name.substring(0, version);
    }

    /** The path leads to no service. */
    private static final class NoService extends RuntimeException {
        private static final long serialVersionUID = 1;

        NoService() {
            super(null, null, false, false);
        }
    }
}
