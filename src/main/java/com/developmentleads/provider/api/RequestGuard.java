package com.developmentleads.provider.api;

import com.developmentleads.provider.ProviderKey;
import com.developmentleads.provider.wire.ApiException;
import com.developmentleads.provider.wire.Wire;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.FileUpload;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before the routes in the HTTP server: refuses what should not be read at all (a web page's request, a foreign
 * {@code Host}; below {@code /v1/} a wrong key, a body that is too large or of the wrong type), and puts into OpenAI's
 * error shape what the server answers before a route is reached (404, 405, 413 …). It is in place before the first
 * route takes a request.
 */
public final class RequestGuard extends OnRouter {

    private static final Logger LOG = LoggerFactory.getLogger(RequestGuard.class);
    private static final String API = "/v1/";
    private static final String UPLOADS = "/v1/files";
    private static final String TOO_LARGE = "The body is larger than this provider accepts.";
    private static final int BEFORE_ALL_ROUTES = -1_000;
    private static final String BEARER = "Bearer ";
    private static final String ARRIVED = RequestGuard.class.getName() + ".arrived";
    /** How long the last bytes of an upload may take to reach the disk before its form counts as cut off. */
    private static final long GRACE_MILLIS = 3_000;

    private static final long LINGER_MILLIS = 500;
    private static final int[] SERVER_ANSWERS = {400, 404, 405, 406, 408, 413, 415, 500, 503};

    private final OwnSite site;
    private final ProviderKey key;
    private final long maxJson;
    private final Handler<RoutingContext> smallBodies;
    private final Handler<RoutingContext> uploads;
    private final ObjectMapper mapper = Wire.mapper();

    /**
     * @param port      the port the server listens on
     * @param key       the key clients must send
     * @param maxJson   largest body of any request but an upload, in bytes
     * @param maxUpload largest upload with its form around it, in bytes
     * @param incoming  the folder where uploads arrive; on the store's disk, so that keeping one is a move
     */
    public RequestGuard(int port, ProviderKey key, long maxJson, long maxUpload, String incoming) {
        super(port);
        this.site = new OwnSite(port);
        this.key = key;
        this.maxJson = maxJson;
        smallBodies = BodyHandler.create(false).setBodyLimit(maxJson);
        uploads = BodyHandler.create(incoming).setBodyLimit(maxUpload).setDeleteUploadedFilesOnEnd(true);
    }

    @Override
    protected void addTo(Router router) {
        router.route().order(BEFORE_ALL_ROUTES - 1).handler(this::checkOrigin);
        router.route(API + "*").order(BEFORE_ALL_ROUTES).handler(this::check).handler(request -> {
            request.put(ARRIVED, true);
            request.next();
        });
        for (int status : SERVER_ANSWERS) {
            router.errorHandler(status, request -> answer(request, status));
        }
    }

    private void checkOrigin(RoutingContext request) {
        try {
            checkHost(request.request());
            checkSite(request.request());
        } catch (ApiException refusal) {
            write(request, refusal);
            return;
        }
        request.next();
    }

    private void check(RoutingContext request) {
        try {
            checkKey(request.request());
            checkType(request);
            checkLength(request);
        } catch (ApiException refusal) {
            write(request, refusal);
            return;
        }
        if (request.request().version() == HttpVersion.HTTP_2) {
            // Camel's own body handler, which comes next, cannot handle an HTTP/2 body that has been read already.
            request.next();
            return;
        }
        if (isUpload(request)) {
            request.request()
                    .end()
                    .onComplete(ended -> request.vertx().setTimer(GRACE_MILLIS, timer -> refuseIfCutOff(request)));
            uploads.handle(request);
        } else {
            smallBodies.handle(request);
        }
        // Last: what has arrived by now is read at once.
        request.request().resume();
    }

    /** Vert.x waits without end for the rest of a part when the body ends inside it. */
    private void refuseIfCutOff(RoutingContext request) {
        if (request.get(ARRIVED) == null && !request.response().ended()) {
            List.copyOf(request.fileUploads()).forEach(FileUpload::cancel);
            discardUploads(request);
            write(request, ApiException.invalid(null, "The multipart body ends before its closing boundary."));
        }
    }

    /** Vert.x leaves the file of a part that was cut off, and may not have created it yet. */
    private static void discardUploads(RoutingContext request) {
        List<FileUpload> uploads = List.copyOf(request.fileUploads());
        request.vertx()
                .setTimer(
                        LINGER_MILLIS,
                        timer -> uploads.forEach(
                                upload -> request.vertx().fileSystem().delete(upload.uploadedFileName())));
    }

    /** A web page can reach loopback under a host name of its own; it cannot send this server's names. */
    private void checkHost(HttpServerRequest request) {
        if (!site.isNamed(request)) {
            throw forbidden("unknown_host", "This server answers to 127.0.0.1 or localhost and its port alone.");
        }
    }

    /** This server has no pages. */
    private void checkSite(HttpServerRequest request) {
        if (!site.isAsked(request)) {
            throw forbidden("foreign_origin", "This server takes no requests of web pages.");
        }
    }

    private static ApiException forbidden(String code, String message) {
        return new ApiException(403, "invalid_request_error", null, code, message);
    }

    private void checkKey(HttpServerRequest request) {
        String sent = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (sent == null || !sent.startsWith(BEARER) || !key.admits(sent.substring(BEARER.length()))) {
            throw new ApiException(
                    401,
                    "invalid_request_error",
                    null,
                    "invalid_api_key",
                    "Incorrect API key provided. Send the provider's key as 'Authorization: Bearer …'; "
                            + "'leads provider' says where it is.");
        }
    }

    private static void checkType(RoutingContext request) {
        String type = request.request().getHeader(HttpHeaders.CONTENT_TYPE);
        if (!request.request().method().name().equals("POST")) {
            return;
        }
        String media = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        String expected = isUpload(request) ? "multipart/form-data" : "application/json";
        boolean bodiless = !hasBody(request.request()) && !isUpload(request);
        if (!bodiless && !media.equals(expected)) {
            throw new ApiException(
                    415,
                    "invalid_request_error",
                    null,
                    "unsupported_media_type",
                    String.format(Locale.ROOT, "The body must be of the type %s.", expected));
        }
    }

    /** An HTTP/1 body without a length is counted while it is read; an HTTP/2 body has to say its length. */
    private void checkLength(RoutingContext request) {
        String length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        boolean http2 = request.request().version() == HttpVersion.HTTP_2;
        if (length == null && http2 && request.request().method().name().equals("POST")) {
            throw new ApiException(
                    411, "invalid_request_error", null, "length_required", "Send a Content-Length with the body.");
        }
        if (length != null && !isUpload(request) && !fits(length)) {
            throw new ApiException(413, "invalid_request_error", null, "request_too_large", TOO_LARGE);
        }
    }

    private boolean fits(String length) {
        try {
            return Long.parseLong(length) <= maxJson;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean hasBody(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null || (length != null && !length.equals("0"));
    }

    private static boolean isUpload(RoutingContext request) {
        return request.request().method().name().equals("POST")
                && request.normalizedPath().equals(UPLOADS);
    }

    private void answer(RoutingContext request, int status) {
        if (!request.normalizedPath().startsWith(API)) {
            request.response().setStatusCode(status).end();
            return;
        }
        boolean uploading = isUpload(request) && request.get(ARRIVED) == null;
        if (uploading) {
            discardUploads(request);
        }
        if (status == 500 && uploading) {
            // Any failure before the form is complete comes from the form or its connection.
            write(request, ApiException.invalid(null, "The multipart body is malformed."));
            return;
        }
        if (status == 500 && !request.response().closed()) {
            LOG.error("{} failed", request.normalizedPath(), request.failure());
        }
        String path = request.normalizedPath();
        String method = request.request().method().name();
        write(
                request,
                switch (status) {
                    case 404 ->
                        new ApiException(
                                404,
                                "invalid_request_error",
                                null,
                                "unknown_url",
                                String.format(Locale.ROOT, "Invalid URL (%s %s)", method, path));
                    case 405 ->
                        new ApiException(
                                405,
                                "invalid_request_error",
                                null,
                                "method_not_supported",
                                String.format(Locale.ROOT, "Not allowed to %s on %s.", method, path));
                    case 413 -> new ApiException(413, "invalid_request_error", null, "request_too_large", TOO_LARGE);
                    case 503 ->
                        new ApiException(
                                503,
                                "service_unavailable_error",
                                null,
                                "timeout",
                                "The request was not complete in time, or the provider is stopping.");
                    case 500 -> ApiException.internal();
                    default ->
                        new ApiException(status, "invalid_request_error", null, null, "The request is malformed.");
                });
    }

    private void write(RoutingContext request, ApiException refusal) {
        if (request.response().ended() || request.response().closed()) {
            return;
        }
        boolean unread = hasBody(request.request()) && !request.request().isEnded();
        if (unread && request.request().version() != HttpVersion.HTTP_2) {
            // What is left of the body will not be read, so the connection cannot carry another request. It stays open
            // for a moment, because closing it on a client that still sends would take the answer away from it.
            request.response().putHeader(HttpHeaders.CONNECTION, "close");
            request.vertx()
                    .setTimer(
                            LINGER_MILLIS,
                            timer -> request.request().connection().close());
        }
        try {
            request.response()
                    .setStatusCode(refusal.getStatus())
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end(mapper.writeValueAsString(refusal.toDocument()));
        } catch (JsonProcessingException e) {
            LOG.error("A refusal could not be written", e);
            request.response().setStatusCode(500).end();
        }
    }
}
