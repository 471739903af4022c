package com.developmentleads.loop;

import static com.developmentleads.testing.ScriptedApi.JOBS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.testing.Fault;
import com.developmentleads.testing.LeadsTest;
import com.developmentleads.testing.ScriptedApi;
import com.developmentleads.testing.TestInstallation;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import org.apache.camel.Route;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an operator sees of the running routes with jconsole, and what nobody sees there. */
@Timeout(90)
@Tag("process")
@LeadsTest
class JmxTest {

    private static final Duration SOON = Duration.ofSeconds(15);

    private ScriptedApi api;
    private TestInstallation here;
    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

    @Test
    void showsEachRouteAndItsLastFailure() throws Exception {
        here.set("openai.retries", "0");
        here.run("train");
        String path = JOBS + "/" + api.onlyJob();
        try (LeadsRuntime running = here.start(LeadsRuntime.Mode.UNATTENDED)) {
            Set<String> shown = server
                    .queryNames(new ObjectName("org.apache.camel:context=development-leads,type=routes,*"), null)
                    .stream()
                    .map(name -> ObjectName.unquote(name.getKeyProperty("name")))
                    .collect(Collectors.toSet());
            assertThat(shown)
                    .containsExactlyInAnyOrderElementsOf(running.context().getRoutes().stream()
                            .map(Route::getId)
                            .toList())
                    .contains("training-watch", "openai");
            for (String route : shown) {
                assertThat((String) attribute(route, "Description"))
                        .as(route)
                        .isNotBlank()
                        .endsWith(".");
                assertThat(attribute(route, "State")).as(route).isIn("Started", "Stopped");
            }
            assertThat(attribute("training-watch", "State")).isEqualTo("Started");

            await().atMost(SOON).until(() -> (long) attribute("training-check-ask", "ExchangesCompleted") >= 2);
            assertThat(attribute("training-check-ask", "ExchangesFailed")).isEqualTo(0L);
            assertThat(attribute("training-check-ask", "LastExchangeFailureTimestamp"))
                    .isNull();
            assertThat(attribute("failure", "ExchangesTotal")).isEqualTo(0L);

            api.always("GET", path, Fault.error(503, "server_is_overloaded", "Sorry"));
            await().atMost(SOON).until(() -> (long) attribute("failure", "ExchangesTotal") >= 2);
            assertThat((long) attribute("training-check-ask", "ExchangesFailed"))
                    .isPositive();
            assertThat(attribute("training-check-ask", "LastExchangeFailureTimestamp"))
                    .isNotNull();
            assertThat((String) attribute("training-check-ask", "LastExchangeFailureExchangeId"))
                    .isNotBlank();
            assertThat((long) attribute("training-watch", "ExchangesTotal"))
                    .isGreaterThanOrEqualTo((long) attribute("failure", "ExchangesTotal") - 1);
            assertThat(attribute("training-watch", "ExchangesFailed")).isEqualTo(0L);

            assertThat(everything()).contains("training-watch", api.baseUrl()).doesNotContain(ScriptedApi.KEY);
        } finally {
            TestInstallation.stopLogging();
        }
        assertThat(server.queryNames(new ObjectName("org.apache.camel:context=development-leads,*"), null))
                .isEmpty();
    }

    private Object attribute(String route, String attribute) throws JMException {
        return server.getAttribute(
                new ObjectName(
                        "org.apache.camel:context=development-leads,type=routes,name=" + ObjectName.quote(route)),
                attribute);
    }

    /** Every attribute of every MBean of Camel's, and its routes with all placeholders resolved, as one text. */
    private String everything() throws JMException {
        StringBuilder text = new StringBuilder();
        for (ObjectName name : server.queryNames(new ObjectName("org.apache.camel:*"), null)) {
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                try {
                    text.append(name)
                            .append(' ')
                            .append(attribute.getName())
                            .append('=')
                            .append(server.getAttribute(name, attribute.getName()))
                            .append('\n');
                } catch (JMException | RuntimeMBeanException e) {
                    text.append(e).append('\n');
                }
            }
        }
        for (ObjectName context : server.queryNames(new ObjectName("org.apache.camel:type=context,*"), null)) {
            text.append(server.invoke(context, "dumpRoutesAsXml", new Object[] {true}, new String[] {"boolean"}));
        }
        return text.toString();
    }
}
