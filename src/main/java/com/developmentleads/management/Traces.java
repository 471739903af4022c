package com.developmentleads.management;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.camel.opentelemetry2.OpenTelemetryTracer;
import org.slf4j.LoggerFactory;

/**
 * Tells an OpenTelemetry collector which routes and HTTP requests there were, how long they took and how they ended. Only what
 * is named here leaves the process: addresses, statements, messages of errors and lines of the log may hold keys or texts.
 */
public final class Traces extends OpenTelemetryTracer {

    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(Traces.class);
    /** Kept, or its level is forgotten: it writes a stack trace to the terminal for each failure, past the log. */
    private static final Logger EXPORTER = Logger.getLogger("io.opentelemetry.exporter");

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Set<String> TOLD = Set.of("op", "component", "error", "http.method", "http.status_code");
    private static final AttributeKey<String> ENDPOINT = AttributeKey.stringKey("camel.uri");
    private static final AttributeKey<String> URL = AttributeKey.stringKey("http.url");

    private final SdkTracerProvider provider;

    /** @param endpoint where the collector takes traces by OTLP over HTTP */
    public Traces(String endpoint) {
        EXPORTER.setLevel(Level.OFF);
        SpanExporter exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint)
                .setTimeout(TIMEOUT)
                .build();
        provider = SdkTracerProvider.builder()
                .setResource(
                        Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), "development-leads")))
                .addSpanProcessor(BatchSpanProcessor.builder(new Reduced(exporter, new AtomicBoolean()))
                        .build())
                .build();
        setExcludePatterns("sql:*,bean:*,class:*,freemarker:*,jq:*,file:*,log:*,language:*,google-sheets:*,smtp*:*");
    }

    @Override
    protected void initTracer() {
        getCamelContext().getRegistry().bind("tracer", Tracer.class, provider.get("development-leads"));
        // Nobody outside learns the number of a trace.
        getCamelContext().getRegistry().bind("tracePropagators", ContextPropagators.class, ContextPropagators.noop());
        super.initTracer();
    }

    @Override
    protected void doShutdown() {
        super.doShutdown();
        provider.close();
    }

    /** Passes spans on with what may be told. */
    private record Reduced(SpanExporter exporter, AtomicBoolean failing) implements SpanExporter {

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            CompletableResultCode result = exporter.export(
                    spans.stream().<SpanData>map(ReducedSpan::new).toList());
            return result.whenComplete(() -> {
                if (!failing.getAndSet(!result.isSuccess()) && !result.isSuccess()) {
                    LOG.warn("Traces are not taken — look at traces.endpoint and its collector; runs go on without");
                }
            });
        }

        @Override
        public CompletableResultCode flush() {
            return exporter.flush();
        }

        @Override
        public CompletableResultCode shutdown() {
            return exporter.shutdown();
        }
    }

    private static final class ReducedSpan extends DelegatingSpanData {

        private final SpanData span;

        private ReducedSpan(SpanData span) {
            super(span);
            this.span = span;
        }

        /** The route, or method and host of a request. */
        @Override
        public String getName() {
            String url = span.getAttributes().get(URL);
            if (url != null) {
                return span.getName() + " " + host(url);
            }
            String uri = span.getAttributes().get(ENDPOINT);
            return uri == null ? span.getName() : uri.split("[?]", 2)[0].replace("://", ":");
        }

        private static String host(String url) {
            try {
                String host = URI.create(url.split("[?]", 2)[0]).getHost();
                return host == null ? "" : host;
            } catch (IllegalArgumentException e) {
                return "";
            }
        }

        @Override
        public Attributes getAttributes() {
            return span.getAttributes().toBuilder()
                    .removeIf(key -> !TOLD.contains(key.getKey()))
                    .build();
        }

        @Override
        public int getTotalAttributeCount() {
            return getAttributes().size();
        }

        @Override
        public List<EventData> getEvents() {
            return List.of();
        }

        @Override
        public int getTotalRecordedEvents() {
            return 0;
        }

        @Override
        public List<LinkData> getLinks() {
            return List.of();
        }

        @Override
        public StatusData getStatus() {
            return StatusData.create(span.getStatus().getStatusCode(), "");
        }
    }
}
