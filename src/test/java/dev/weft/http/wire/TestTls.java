package dev.weft.http.wire;

import dev.weft.testing.TestAuthority;
import dev.weft.tls.TlsMaterial;
import dev.weft.tls.TlsOptions;
import dev.weft.tls.TlsSettings;
import io.vertx.core.http.HttpServerOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A TLS port with a certificate of the moment. */
record TestTls(TestAuthority authority, HttpServerOptions options) {
    static TestTls in(Path folder) throws Exception {
        TestAuthority authority = new TestAuthority("wire");
        Path chain = folder.resolve("chain.pem");
        Path key = folder.resolve("key.pem");
        authority.server("127.0.0.1").write(chain, key);
        HttpServerOptions options = new HttpServerOptions();
        TlsSettings settings = new TlsSettings(
                Optional.of(new TlsSettings.Pem(chain, key)), Optional.empty(), false, Duration.ofHours(1));
        TlsOptions.listen(options, TlsMaterial.read(settings), false, true);
        return new TestTls(authority, options);
    }
}
