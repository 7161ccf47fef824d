package dev.weft.settings;

import dev.weft.tls.TlsMaterial;
import dev.weft.tls.TlsRefused;
import java.nio.file.InvalidPathException;
import java.time.Instant;
import java.util.List;

/** Checks that the keys of a TLS section go together, and that the files they name hold what they should. */
final class TlsCheck {
    private static final List<List<String>> PAIRS =
            List.of(List.of("certificate", "key"), List.of("keystore", "password"));

    private final Findings findings;
    private final TlsReader reader;

    TlsCheck(Findings findings, TlsReader reader) {
        this.findings = findings;
        this.reader = reader;
    }

    /** Of a port, which needs a certificate. */
    void listener(Section holder) {
        holder.optional("tls").filter(tls -> together(tls, true)).ifPresent(tls -> files(tls, true));
    }

    /** Of a backend, which may need none. */
    void backend(Section holder) {
        holder.optional("tls").filter(tls -> together(tls, false)).ifPresent(tls -> files(tls, false));
    }

    private boolean together(Section tls, boolean needed) {
        boolean fine = true;
        for (List<String> pair : PAIRS) {
            for (String key : pair) {
                String other = pair.get(pair.indexOf(key) == 0 ? 1 : 0);
                if (tls.has(key) && !tls.has(other)) {
                    findings.error(
                            tls.path().key(key),
                            "it goes with '" + other + "', which is missing",
                            "Add '" + other + "'.");
                    fine = false;
                }
            }
        }
        if (tls.has("certificate") && tls.has("keystore")) {
            findings.error(tls.path().key("keystore"), "certificate is there already", "Keep one of the two.");
            return false;
        }
        boolean none = PAIRS.stream().flatMap(List::stream).noneMatch(tls::has);
        if (needed && none) {
            findings.error(
                    tls.path(),
                    "a port needs a certificate",
                    "Add 'certificate' and 'key', or 'keystore' and 'password'.");
        }
        return fine && !(needed && none);
    }

    private void files(Section tls, boolean listener) {
        try {
            TlsMaterial material = TlsMaterial.read(listener ? reader.listener(tls) : reader.backend(tls));
            dates(tls, material);
        } catch (TlsRefused refused) {
            findings.error(tls.path(), refused.reason(), remedy(refused.result()));
        } catch (InvalidPathException e) {
            findings.error(tls.path(), "a value here is no path", "Name a file.");
        }
    }

    /** A warning, because renewal must not depend on a restart going through. */
    private void dates(Section tls, TlsMaterial material) {
        try {
            material.requireValid(Instant.now());
        } catch (TlsRefused refused) {
            findings.warning(tls.path(), refused.reason(), "Renew it: nobody accepts it.");
        }
    }

    private static String remedy(TlsRefused.Result result) {
        return result == TlsRefused.Result.MISMATCH
                ? "Name the files that belong together."
                : "A path is relative to the configuration file.";
    }
}
