package dev.weft.settings;

import dev.weft.admin.AdminSettings;
import dev.weft.http.Exposure;
import dev.weft.http.Proxies;
import dev.weft.http.door.DoorSettings;
import dev.weft.resilience.Rate;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Builds the settings of both sides of the process from a document without mistakes. */
final class ServerReader {
    private final Section root;
    private final TlsReader tls;

    ServerReader(Section root, TlsReader tls) {
        this.root = root;
        this.tls = tls;
    }

    ServerSettings server() {
        Section server = root.section("server");
        return new ServerSettings(
                listen(server),
                server.list("authorities"),
                new ServerSettings.Limits(
                        size(server, "maxRequestLine"),
                        size(server, "maxHeader"),
                        server.integer("maxHeaders").orElseThrow(),
                        server.bytes("maxBody").orElseThrow()),
                connections(server.section("connections")),
                times(server),
                new ServerSettings.Protocol(
                        server.integer("eventLoops").orElseThrow(), server.flag("h2c"), server.flag("h2")),
                server.optional("tls").map(tls::listener),
                overload(server.section("overload")),
                new ServerSettings.Outside(proxies(server), exposure(server)));
    }

    private static ServerSettings.Connections connections(Section connections) {
        return new ServerSettings.Connections(
                connections.integer("total").orElseThrow(),
                connections.integer("perAddress").orElseThrow());
    }

    private static DoorSettings overload(Section overload) {
        return new DoorSettings(
                overload.duration("lag").orElseThrow(),
                overload.integer("places").orElseThrow());
    }

    private static Proxies proxies(Section server) {
        return new Proxies(
                server.list("trustedProxies"),
                server.requiredText("proxyField").equals("Forwarded")
                        ? Proxies.Field.FORWARDED
                        : Proxies.Field.X_FORWARDED_FOR);
    }

    /** An origin that stands for all sites is not confined by standing at one as well. */
    private Exposure exposure(Section server) {
        Section cors = server.section("cors");
        Map<String, Set<String>> origins = new HashMap<>();
        root.sections("sites")
                .forEach((id, site) -> site.list("origins")
                        .forEach(origin -> origins.computeIfAbsent(origin, none -> new HashSet<>())
                                .add(id)));
        cors.list("origins").forEach(origin -> origins.put(origin, Set.of()));
        return new Exposure(
                origins,
                cors.flag("credentials"),
                cors.duration("maxAge").orElseThrow(),
                server.duration("hsts").orElseThrow());
    }

    OperationsSettings operations() {
        Section log = root.section("log");
        Section requests = log.section("requests");
        return new OperationsSettings(
                listen(root.section("admin")),
                admin(root.section("admin")),
                new OperationsSettings.Log(
                        log.requiredText("level"),
                        requests.number("sample"),
                        requests.duration("slow").orElseThrow()),
                root.section("telemetry").optional("otlp").map(ServerReader::otlp));
    }

    private AdminSettings admin(Section admin) {
        Section operators = admin.section("operators");
        return new AdminSettings(
                !admin.names().contains("operators"),
                admin.optional("tls").map(tls::listener),
                admin.list("authorities"),
                operators.texts("tokens"),
                operators.texts("certificates"),
                operators
                        .text("issuer")
                        .map(name -> new AdminSettings.Issuer(
                                new IdentityReader(root).operators(name), operators.requiredText("scope"))));
    }

    Map<String, Rate> limits() {
        Map<String, Rate> limits = new HashMap<>();
        Section throttle = root.section("throttle");
        throttle.described().forEach(name -> limits.put(name, rate(throttle.section(name))));
        return limits;
    }

    /** A {@code rate} with its {@code burst}. */
    static Rate rate(Section section) {
        Units.PerTime steady = section.rate("rate").orElseThrow();
        return new Rate(
                steady.permits(),
                steady.per(),
                section.integer("burst").map(Integer::longValue).orElse(steady.permits()));
    }

    private static ServerSettings.Listen listen(Section section) {
        return new ServerSettings.Listen(
                section.requiredText("host"), section.integer("port").orElseThrow());
    }

    private static ServerSettings.Times times(Section server) {
        Section drain = server.section("drain");
        return new ServerSettings.Times(
                server.duration("requestDeadline").orElseThrow(),
                server.duration("idleTimeout").orElseThrow(),
                drain.duration("delay").orElse(Duration.ZERO),
                drain.duration("timeout").orElseThrow());
    }

    private static OperationsSettings.Otlp otlp(Section otlp) {
        return new OperationsSettings.Otlp(URI.create(otlp.requiredText("endpoint")), otlp.number("sample"));
    }

    private static int size(Section section, String key) {
        return Math.toIntExact(Math.min(Integer.MAX_VALUE, section.bytes(key).orElseThrow()));
    }
}
