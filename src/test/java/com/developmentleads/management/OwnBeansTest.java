package com.developmentleads.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.developmentleads.crash.Child;
import com.sun.tools.attach.VirtualMachine;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a JMX client reads of the application's own MBeans in a process of {@code leads run}, and what it does with them. */
@Timeout(180)
@Tag("process")
class OwnBeansTest {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final List<String> JVM = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m");

    /** What consoles know: the attributes of each MBean and their types; {@code Double}s and texts may be null. */
    private static final Map<String, String> BEANS = Map.of(
            "DailyRun",
            "CostUsd:Double Found:long LastEnd:String LastResult:String LastStart:String Leads:long New:long"
                    + " NextFireTime:String PausedSince:String",
            "Training",
            "Accuracy:Double Job:String MeasuredAccuracy:Double MeasuredAt:String MeasuredModel:String"
                    + " ModelInUse:String Since:String Status:String",
            "Provider",
            "Calls:long Failures:long SpendMonthUsd:Double SpendTodayUsd:Double TokensToday:long",
            "Alerts",
            "Oldest:String Open:long");

    @TempDir
    private Path folder;

    private MBeanServerConnection client;

    @Test
    void everyOneIsReadARunIsMadeAndAPauseOutlivesTheProcess() throws Exception {
        Object made;
        try (Child running = start("--set", "schedule.daily=0 0 0 1 1 ? 2099", "run")) {
            try (JMXConnector connected = connect(running)) {
                made = readsAndMakesARun();
                assertThat(invoke("DailyRun", "pause")).isEqualTo("Paused");
            }
            running.terminate();
            assertThat(running.exit()).isZero();
        }
        try (Child running = start(dueEveryTwoSeconds())) {
            JMXConnector connected = connect(running);
            await().atMost(BOUND).until(() -> isAsked("leads-daily-schedule") && isAsked("leads-daily-catch-up"));
            Map<String, Object> paused = readAll().get("DailyRun");
            assertThat(paused).containsEntry("NextFireTime", null).containsEntry("LastStart", made);
            assertThat((String) paused.get("PausedSince")).startsWith("20");
            try (Child status = start("status")) {
                assertThat(status.exit()).isZero();
                assertThat(status.output()).contains("The daily runs are paused since 20");
            }
            assertThat(invoke("DailyRun", "resume")).isEqualTo("The daily runs go on");
            await().atMost(BOUND).until(() -> !made.equals(attribute("DailyRun", "LastStart")));
            assertThat(attribute("DailyRun", "PausedSince")).isNull();
            client.invoke(
                    new ObjectName(
                            "org.apache.camel:context=development-leads,type=context,name=\"development-leads\""),
                    "stop",
                    new Object[0],
                    new String[0]);
            connected.close();
            assertThat(running.exit()).as("no process is left without routes").isZero();
        }
    }

    /** Returns when the run began. */
    private Object readsAndMakesARun() throws Exception {
        Map<String, Map<String, Object>> read = readAll();
        assertThat(read.get("DailyRun")).containsEntry("LastResult", null).containsEntry("Found", 0L);
        assertThat((String) read.get("DailyRun").get("NextFireTime")).startsWith("2099-01-01T00:00");
        assertThat(read.get("Training")).containsEntry("ModelInUse", "local-keywords");
        assertThat(read.get("Alerts")).containsEntry("Oldest", null).containsEntry("Open", 0L);

        assertThat(invoke("DailyRun", "runNow", "{{x}}")).startsWith("Refused: a place");
        assertThat(invoke("DailyRun", "runNow", "Newton, MA")).matches("(Made|Begun): .*");
        await().atMost(BOUND).until(() -> "succeeded".equals(attribute("DailyRun", "LastResult")));
        read = readAll();
        assertThat((long) read.get("DailyRun").get("New"))
                .isPositive()
                .isEqualTo(read.get("DailyRun").get("Found"));
        assertThat((long) read.get("Provider").get("Calls")).isPositive();
        assertThat((long) read.get("Provider").get("TokensToday")).isPositive();
        assertThat(invoke("Training", "pollNow")).matches("Asked|Refused: .*");
        assertThat(invoke("Training", "evaluate", "")).startsWith("Refused: nothing is held out");
        return read.get("DailyRun").get("LastStart");
    }

    private Child start(String... arguments) {
        List<String> all = new ArrayList<>(List.of("--profile", "sandbox", "--data"));
        all.add(folder.resolve("data").toString());
        all.addAll(List.of(arguments));
        return Child.start(JVM, folder.resolve("output-" + arguments[arguments.length - 1] + ".txt"), all);
    }

    /**
     * In a zone where it is about noon, so that no date ends in the test; the day before is due by the catch-up alone. In the
     * afternoon of UTC its name has a plus sign, which addresses take for a space.
     */
    private static String[] dueEveryTwoSeconds() {
        int hours = 12 - OffsetDateTime.now(ZoneOffset.UTC).getHour();
        return new String[] {
            "--set",
            "schedule.time-zone=Etc/GMT" + (hours > 0 ? "-" + hours : "+" + -hours),
            "--set",
            "schedule.daily=0/2 * 12-14 * * ?",
            "--set",
            "schedule.retry=1s",
            "run"
        };
    }

    /** As jconsole does, which finds the process by its id. */
    private JMXConnector connect(Child running) throws Exception {
        await().atMost(BOUND).until(() -> running.output().contains("Running on") || !running.alive());
        assertThat(running.alive()).as(running::output).isTrue();
        VirtualMachine machine = VirtualMachine.attach(Long.toString(running.pid()));
        try {
            JMXConnector connected =
                    JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
            client = connected.getMBeanServerConnection();
            return connected;
        } finally {
            machine.detach();
        }
    }

    /** Every attribute of every MBean of ours: it has words and the documented type, and its value is of that type. */
    private Map<String, Map<String, Object>> readAll() throws Exception {
        Map<String, Map<String, Object>> all = new LinkedHashMap<>();
        for (ObjectName name : client.queryNames(new ObjectName("com.developmentleads:*"), null)) {
            MBeanInfo info = client.getMBeanInfo(name);
            assertThat(info.getDescription()).contains(" ");
            Map<String, Object> values = new LinkedHashMap<>();
            TreeSet<String> types = new TreeSet<>();
            for (MBeanAttributeInfo attribute : info.getAttributes()) {
                assertThat(attribute.getDescription()).as(attribute.getName()).contains(" ");
                assertThat(attribute.isWritable()).as(attribute.getName()).isFalse();
                Object value = client.getAttribute(name, attribute.getName());
                String type = attribute.getType().replace("java.lang.", "");
                types.add(attribute.getName() + ":" + type);
                assertThat(value == null ? type : value.getClass().getSimpleName())
                        .as(attribute.getName())
                        .isEqualToIgnoringCase(type);
                values.put(attribute.getName(), value);
            }
            for (MBeanOperationInfo operation : info.getOperations()) {
                // Camel shows the methods of attributes as operations too, by the names of these.
                assertThat(operation.getDescription()).as(operation.getName()).matches("\\S+( .+)?");
            }
            assertThat(String.join(" ", types)).isEqualTo(BEANS.get(name.getKeyProperty("type")));
            all.put(name.getKeyProperty("type"), values);
        }
        assertThat(all).containsOnlyKeys(BEANS.keySet());
        return all;
    }

    private boolean isAsked(String route) throws Exception {
        return (long) client.getAttribute(
                        new ObjectName("org.apache.camel:context=development-leads,type=routes,name="
                                + ObjectName.quote(route)),
                        "ExchangesCompleted")
                >= 2;
    }

    private Object attribute(String type, String attribute) throws Exception {
        return client.getAttribute(name(type), attribute);
    }

    private String invoke(String type, String operation, Object... arguments) throws Exception {
        String[] signature = arguments.length == 0 ? new String[0] : new String[] {String.class.getName()};
        return (String) client.invoke(name(type), operation, arguments, signature);
    }

    private static ObjectName name(String type) throws JMException {
        return new ObjectName("com.developmentleads:type=" + type);
    }
}
