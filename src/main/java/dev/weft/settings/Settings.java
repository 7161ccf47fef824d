package dev.weft.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The way from a configuration file to settings: read, put placeholders in, hold against the schema, check across keys, build. Reads files
 * and blocks, so it belongs before the first event loop. Never throws for what a user wrote.
 */
public final class Settings {
    private static final long MAX_DOCUMENT = 1024 * 1024;

    private final Path file;
    private final Map<String, String> env;
    private final Problems problems;

    private Settings(Path file, Map<String, String> env) {
        this.file = file;
        this.env = env;
        this.problems = new Problems(file.toString());
    }

    /** Loads {@code file}; {@code env} is the process's environment, from which {@code ${env:NAME}} takes. */
    public static Loaded load(Path file, Map<String, String> env) {
        return new Settings(file, env).load();
    }

    private Loaded load() {
        Optional<GatewaySettings> settings =
                text().flatMap(text -> new YamlReader(problems).read(text)).flatMap(this::settings);
        return settings.isPresent() && problems.none()
                ? new Loaded.Accepted(settings.get(), problems.sorted())
                : new Loaded.Refused(problems.sorted());
    }

    private Optional<GatewaySettings> settings(Document read) {
        JsonNode schema = SchemaCheck.schema();
        Document document = new Placeholders(file, env, problems).expand(read);
        new SchemaCheck(problems).check(document);
        Section root = Section.of(document, schema);
        Findings findings = new Findings(document, problems);
        TlsReader tls = new TlsReader(
                Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("/")));
        TlsCheck secured = new TlsCheck(findings, tls);
        new ServerCheck(root, findings).check();
        secured.listener(root.section("server"));
        secured.listener(root.section("admin"));
        new OperatorsCheck(root, findings).check();
        new StoreCheck(root, findings).check();
        new IdentityCheck(root, findings).check();
        new FaceCheck(root, findings).check();
        SiteCheck sites = new SiteCheck(root, findings);
        root.sections("sites").forEach(sites::check);
        BackendCheck backends = new BackendCheck(root, findings);
        root.sections("backends").forEach(backends::check);
        root.sections("backends").values().forEach(secured::backend);
        root.sections("backends").forEach(new HooksCheck(findings)::check);
        MappingCheck mappings = new MappingCheck(findings);
        root.sections("backends").values().forEach(mappings::check);
        return problems.none() ? new Assembly(root, findings, tls).settings() : Optional.empty();
    }

    private Optional<String> text() {
        try {
            if (!Files.isRegularFile(file)) {
                problems.error(1, "", "there is no such file", "Name one with --config, such as conf/gateway.yaml.");
            } else if (Files.size(file) > MAX_DOCUMENT) {
                problems.error(
                        1,
                        "",
                        "the file is larger than 1 MiB",
                        "A configuration is far smaller: is it the right file?");
            } else {
                byte[] bytes = Files.readAllBytes(file);
                return Optional.of(StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString());
            }
        } catch (CharacterCodingException e) {
            problems.error(1, "", "the file is not UTF-8 text", "Save it as UTF-8.");
        } catch (IOException e) {
            problems.error(1, "", "the file cannot be read", "Check its permissions.");
        }
        return Optional.empty();
    }
}
