package com.developmentleads.management;

import static com.developmentleads.daily.SearchService.home;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.developmentleads.daily.DailyRunFixture;
import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.testing.LeadsTest;
import com.developmentleads.testing.TestInstallation;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a JMX client reads of the application's own MBeans, and what it does with them. */
@Timeout(90)
@Tag("slow")
@LeadsTest
class OwnBeansTest {

    private DailyRunFixture morning;
    private JMXConnectorServer connector;
    private MBeanServerConnection client;

    @BeforeEach
    void connect() throws Exception {
        connector = JMXConnectorServerFactory.newJMXConnectorServer(
                new JMXServiceURL("service:jmx:rmi://127.0.0.1"), null, ManagementFactory.getPlatformMBeanServer());
        connector.start();
        JMXConnector connected = JMXConnectorFactory.connect(connector.getAddress());
        client = connected.getMBeanServerConnection();
    }

    @AfterEach
    void stop() throws Exception {
        connector.stop();
        TestInstallation.stopLogging();
    }

    @Test
    void everyOneIsReadARunIsMadeAndAPauseOutlivesTheProcess() throws Exception {
        morning.finds(home(1, "Colonial, needs work")).set("schedule.daily", "0 0 0 1 1 ? 2099");
        try (LeadsRuntime running = morning.place.start(LeadsRuntime.Mode.UNATTENDED)) {
            assertThat(read("DailyRun")).containsEntry("LastResult", null).containsKey("NextFireTime");
            assertThat((String) read("DailyRun").get("NextFireTime")).startsWith("2099-01-01T00:00");
            assertThat(invoke("DailyRun", "runNow", "{{x}}")).startsWith("Refused: a place");
            assertThat(invoke("DailyRun", "runNow", "Waltham, MA")).matches("(Made|Begun): .*");
            await().until(() -> "succeeded".equals(read("DailyRun").get("LastResult")));
            assertThat(read("DailyRun")).containsEntry("Found", 1L).containsEntry("New", 1L);
            assertThat(morning.place.rows("select location from runs"))
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("Waltham");
            assertThat((long) read("Provider").get("Calls")).isPositive();
            assertThat((long) read("Provider").get("TokensToday")).isPositive();
            assertThat(read("Alerts")).containsEntry("Oldest", null).containsEntry("Open", 0L);
            assertThat((String) read("Training").get("ModelInUse")).isNotBlank();
            assertThat(invoke("Training", "pollNow")).matches("Asked|Refused: .*");
            assertThat(invoke("DailyRun", "pause")).isEqualTo("Paused");
        }
        assertThat(client.queryNames(new ObjectName("com.developmentleads:*"), null))
                .isEmpty();
        try (LeadsRuntime running = morning.place.start(LeadsRuntime.Mode.UNATTENDED)) {
            assertThat((String) read("DailyRun").get("PausedSince")).startsWith("20");
            assertThat(read("DailyRun")).containsEntry("NextFireTime", null);
            assertThat(invoke("DailyRun", "resume")).isEqualTo("The daily runs go on");
        }
        assertThat(morning.place.rows("select 1 from pauses where until_at is not null"))
                .hasSize(1);
    }

    /** Every attribute by its name; each attribute and operation has its words. */
    private Map<String, Object> read(String type) throws Exception {
        MBeanInfo info = client.getMBeanInfo(name(type));
        assertThat(info.getDescription()).contains(" ");
        Map<String, Object> values = new LinkedHashMap<>();
        for (MBeanAttributeInfo attribute : info.getAttributes()) {
            assertThat(attribute.getDescription()).as(attribute.getName()).contains(" ");
            values.put(attribute.getName(), client.getAttribute(name(type), attribute.getName()));
        }
        for (MBeanOperationInfo operation : info.getOperations()) {
            assertThat(operation.getDescription()).as(operation.getName()).isNotBlank();
        }
        return values;
    }

    private String invoke(String type, String operation, Object... arguments) throws Exception {
        String[] signature = arguments.length == 0 ? new String[0] : new String[] {String.class.getName()};
        return (String) client.invoke(name(type), operation, arguments, signature);
    }

    private static ObjectName name(String type) throws Exception {
        return new ObjectName("com.developmentleads:type=" + type);
    }
}
