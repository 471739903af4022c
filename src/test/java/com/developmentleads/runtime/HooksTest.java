package com.developmentleads.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.DefaultThreadPoolFactory;
import org.junit.jupiter.api.Test;

/** The calls of an engineer's routes. */
class HooksTest {

    /** Counts the pools that are made. */
    private static final class Pools extends DefaultThreadPoolFactory {

        private final AtomicInteger made = new AtomicInteger();

        @Override
        public ExecutorService newThreadPool(ThreadPoolProfile profile, ThreadFactory factory) {
            made.incrementAndGet();
            return super.newThreadPool(profile, factory);
        }
    }

    @Test
    void aYearOfCallsHasThreadsOfOnePool() throws Exception {
        Pools pools = new Pools();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getExecutorServiceManager().setThreadPoolFactory(pools);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:custom-run").setBody(constant("seen"));
                }
            });
            context.start();
            Hooks hooks = new Hooks(5_000, "/");
            for (int i = 0; i < 3; i++) {
                assertThat(hooks.call(Map.of("hook", "custom-run"), context)).isEqualTo("done");
            }
            assertThat(pools.made).hasValue(1);
        }
    }
}
