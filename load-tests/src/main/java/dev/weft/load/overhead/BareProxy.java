package dev.weft.load.overhead;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;

/**
 * The floor under the SCAPI face: a bare Vert.x proxy that copies method, path, query and fields one way, status and fields the other, and
 * pipes the body. No guard, deadline, throttle, meter, retry, breaker, or cap.
 */
public final class BareProxy {
    private final HttpClient client;
    private final SocketAddress backend;
    private final String prefix;

    private BareProxy(HttpClient client, int backendsPort, String prefix) {
        this.client = client;
        this.backend = SocketAddress.inetSocketAddress(backendsPort, "127.0.0.1");
        this.prefix = prefix;
    }

    /** Arguments: own port, the backends' port, what is put before each path. */
    public static void main(String[] args) throws Exception {
        Vertx vertx =
                Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(2));
        if (System.getProperty("os.name").equals("Linux") && !vertx.isNativeTransportEnabled()) {
            throw new IllegalStateException("no native transport; the floor would be too high");
        }
        int port = Integer.parseInt(args[0]);
        HttpClient client =
                vertx.createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(256));
        BareProxy proxy = new BareProxy(client, Integer.parseInt(args[1]), args[2]);
        vertx.deployVerticle(
                        () -> context -> vertx.createHttpServer()
                                .requestHandler(proxy::handle)
                                .listen(port, "127.0.0.1"),
                        new DeploymentOptions().setInstances(2))
                .await();
    }

    private void handle(HttpServerRequest request) {
        client.request(new RequestOptions()
                        .setServer(backend)
                        .setHost(backend.host())
                        .setPort(backend.port())
                        .setMethod(request.method())
                        .setURI(prefix + request.uri()))
                .compose(out -> onward(request, out))
                .onSuccess(in -> back(in, request.response()))
                .onFailure(broken -> request.response().setStatusCode(502).end());
    }

    private static io.vertx.core.Future<HttpClientResponse> onward(HttpServerRequest request, HttpClientRequest out) {
        request.headers().forEach((name, value) -> {
            if (!name.equalsIgnoreCase("host") && !name.equalsIgnoreCase("connection")) {
                out.headers().add(name, value);
            }
        });
        return out.send();
    }

    private static void back(HttpClientResponse in, HttpServerResponse response) {
        response.setStatusCode(in.statusCode()).setStatusMessage(in.statusMessage());
        in.headers().forEach((name, value) -> {
            if (!name.equalsIgnoreCase("connection")) {
                response.headers().add(name, value);
            }
        });
        if (!response.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
            response.setChunked(true);
        }
        in.pipeTo(response).onFailure(broken -> response.reset());
    }
}
