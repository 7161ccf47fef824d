package dev.weft;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Why no answer came from an operators' port, and what helps: one sentence each. */
final class CallFailure {
    private CallFailure() {}

    static String told(IOException failure, URI address) {
        if (failure instanceof HttpConnectTimeoutException) {
            return "no connection to " + address + " in time: is something between here and there? (--admin)";
        }
        if (failure instanceof HttpTimeoutException) {
            return "the gateway at " + address + " did not answer in time";
        }
        if (failure instanceof ConnectException) {
            return cause(failure, UnresolvedAddressException.class).isPresent()
                    ? "there is no host " + address.getHost() + " (--admin)"
                    : "no gateway listens at " + address + " (--admin)";
        }
        if (failure instanceof SSLException) {
            return tls(failure, address);
        }
        String detail = String.valueOf(failure.getMessage());
        if (failure instanceof ProtocolException
                || detail.contains("header parser")
                || detail.contains("status line")) {
            String remedy =
                    "https".equalsIgnoreCase(address.getScheme()) ? "" : "; where it speaks TLS, write https://";
            return "what listens at " + address + " does not answer as a gateway does" + remedy + " (--admin)";
        }
        return "no gateway answers at " + address + ": " + detail + " (--admin)";
    }

    private static String tls(IOException failure, URI address) {
        boolean unknown = cause(failure, CertPathBuilderException.class).isPresent()
                || cause(failure, CertPathValidatorException.class).isPresent();
        if (unknown) {
            return "the certificate of " + address + " is not trusted: name the authority it comes from (--trust FILE)";
        }
        Optional<CertificateException> named = cause(failure, CertificateException.class);
        if (named.isPresent()) {
            return "the certificate of " + address + " is not good for it: "
                    + named.get().getMessage() + " (--admin)";
        }
        String detail = String.valueOf(failure.getMessage());
        if (detail.contains("SSL message")) {
            return address + " speaks no TLS: write http:// (--admin)";
        }
        return "TLS with " + address + " failed: " + detail
                + "; where it asks for a client's certificate, name one (--certificate, --key)";
    }

    private static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> kind) {
        Throwable at = failure;
        for (int depth = 0; at != null && depth < 16; depth++) {
            if (kind.isInstance(at)) {
                return Optional.of(kind.cast(at));
            }
            at = at.getCause();
        }
        return Optional.empty();
    }
}
