package com.developmentleads.management;

import com.developmentleads.config.Settings;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.support.management.DefaultManagementMBeanAssembler;
import org.slf4j.LoggerFactory;

/** The MBeans of the domain {@code com.developmentleads}, as long as the routes of {@code leads run} are there. */
public final class OwnBeans implements AutoCloseable {

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final List<ObjectName> names = new ArrayList<>();

    /**
     * Registers them.
     *
     * @param context the running routes
     */
    public OwnBeans(CamelContext context, Settings settings) throws JMException {
        DefaultManagementMBeanAssembler assembler = new DefaultManagementMBeanAssembler(context);
        assembler.start();
        for (Map.Entry<String, Object> bean : Map.of(
                        "DailyRun", new DailyRun(context, settings),
                        "Training", new Training(context, settings),
                        "Provider", new Provider(context),
                        "Alerts", new Alerts(context))
                .entrySet()) {
            ObjectName name = new ObjectName("com.developmentleads:type=" + bean.getKey());
            if (!server.isRegistered(name)) {
                server.registerMBean(assembler.assemble(server, bean.getValue(), name), name);
                names.add(name);
            }
        }
    }

    @Override
    public void close() {
        for (ObjectName name : names) {
            try {
                server.unregisterMBean(name);
            } catch (JMException e) {
                LoggerFactory.getLogger(OwnBeans.class).debug("{} was not registered", name, e);
            }
        }
    }
}
