package com.developmentleads.soak;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Looks into a running JVM as jconsole does: by local attachment, with one connection for all looks. */
final class Vitals implements AutoCloseable {

    private static final String CAMEL =
            "org.apache.camel:context=development-leads,type=context,name=\"development-leads\"";

    private final long pid;
    private final JMXConnector connector;
    private final MBeanServerConnection server;
    private final MemoryMXBean memory;
    private final ThreadMXBean threads;
    private final ClassLoadingMXBean classes;

    Vitals(long pid) {
        this.pid = pid;
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try {
                connector = JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
            } finally {
                machine.detach();
            }
            server = connector.getMBeanServerConnection();
            memory = ManagementFactory.newPlatformMXBeanProxy(
                    server, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
            threads = ManagementFactory.newPlatformMXBeanProxy(
                    server, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
            classes = ManagementFactory.newPlatformMXBeanProxy(
                    server, ManagementFactory.CLASS_LOADING_MXBEAN_NAME, ClassLoadingMXBean.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (AttachNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Bytes of the heap in use after a collection of all of it. */
    long heap() {
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }

    int threads() {
        return threads.getThreadCount();
    }

    int classes() {
        return classes.getLoadedClassCount();
    }

    long openFiles() {
        return attribute(ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME, "OpenFileDescriptorCount");
    }

    /** Exchanges in flight; one that never ended would keep the next look from coming. */
    long inflight() {
        return attribute(CAMEL, "ExchangesInflight");
    }

    private long attribute(String bean, String name) {
        try {
            return ((Number) server.getAttribute(new ObjectName(bean), name)).longValue();
        } catch (JMException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Resident memory of the process, bytes; 0 where the system does not tell it in {@code /proc}. */
    long resident() {
        return resident(pid);
    }

    static long resident(long pid) {
        Path status = Path.of("/proc/" + pid + "/status");
        if (!Files.exists(status)) {
            return 0;
        }
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
