package com.developmentleads.runtime;

import java.util.Map;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.slf4j.MDC;

/**
 * Tells the log of which run, and of which of its steps, the thread works: {@code run} and {@code step} of its context, from
 * the variables of the exchange. It stays until the next step that the thread takes, so that what Camel logs of a step that
 * failed, and of its repeats, has it too; Camel's own context for logs knows no variables.
 */
final class RunContext implements InterceptStrategy {

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, Processor next) {
        return new DelegateAsyncProcessor(target) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                Object key = exchange.getVariable("run") instanceof Map<?, ?> run ? run.get("run_key") : null;
                put("run", key);
                put("step", key == null ? null : exchange.getVariable("step"));
                return super.process(exchange, callback);
            }
        };
    }

    private static void put(String name, Object value) {
        if (value == null) {
            MDC.remove(name);
        } else {
            MDC.put(name, value.toString());
        }
    }
}
