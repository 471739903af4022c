package com.developmentleads.management;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.slf4j.LoggerFactory;

/**
 * Our figures for Prometheus, read from the database by the route {@code management-metrics} at each scrape. A row is one
 * sample: name, help, type (counter or gauge), label and label_value, which may be null, and value.
 */
public final class RecordedMetrics implements MultiCollector {

    private final Supplier<CamelContext> context;
    private final String since;
    private ProducerTemplate template;

    private RecordedMetrics(Supplier<CamelContext> context, String since) {
        this.context = context;
        this.since = since;
    }

    /**
     * A registry with these figures, for Camel's to join.
     *
     * @param context the running routes
     * @param since   when this process began, ISO 8601; counters count from then on
     */
    public static PrometheusMeterRegistry registry(Supplier<CamelContext> context, String since) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.getPrometheusRegistry().register(new RecordedMetrics(context, since));
        return registry;
    }

    @Override
    public MetricSnapshots collect() {
        Map<String, List<Map<?, ?>>> byName = new LinkedHashMap<>();
        try {
            List<?> rows = template().requestBody("direct:management-metrics", since, List.class);
            for (Object row : rows) {
                Map<?, ?> sample = (Map<?, ?>) row;
                if (sample.get("value") != null) {
                    byName.computeIfAbsent((String) sample.get("name"), name -> new ArrayList<>())
                            .add(sample);
                }
            }
        } catch (RuntimeException e) {
            // A busy database: Camel's own figures are still told, and the next scrape comes soon.
            LoggerFactory.getLogger(RecordedMetrics.class).warn("Figures cannot be read: {}", e.getMessage());
        }
        return new MetricSnapshots(
                byName.values().stream().map(RecordedMetrics::snapshot).toList());
    }

    private synchronized ProducerTemplate template() {
        if (template == null) {
            template = context.get().createProducerTemplate();
        }
        return template;
    }

    private static MetricSnapshot snapshot(List<Map<?, ?>> samples) {
        Map<?, ?> first = samples.get(0);
        String name = (String) first.get("name");
        String help = (String) first.get("help");
        if ("counter".equals(first.get("type"))) {
            CounterSnapshot.Builder counter =
                    CounterSnapshot.builder().name(name).help(help);
            samples.forEach(sample -> counter.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                    .labels(labels(sample))
                    .value(value(sample))
                    .build()));
            return counter.build();
        }
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
        samples.forEach(sample -> gauge.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                .labels(labels(sample))
                .value(value(sample))
                .build()));
        return gauge.build();
    }

    private static double value(Map<?, ?> sample) {
        return ((Number) sample.get("value")).doubleValue();
    }

    private static Labels labels(Map<?, ?> sample) {
        return sample.get("label") == null
                ? Labels.EMPTY
                : Labels.of((String) sample.get("label"), String.valueOf(sample.get("label_value")));
    }
}
