package com.developmentleads.security;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** What an operator can read with jconsole: every attribute of every MBean, and what reading operations return. */
final class Consoles {

    /** Operations that show something; others start, stop, send or forget. */
    private static final Pattern READING =
            Pattern.compile("(dump|browse|list|explain|find|print|get|has|is)[A-Z].*|print|dump");

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

    /** What they show, by MBean and member. */
    Map<String, String> everything() throws JMException {
        Map<String, String> shown = new TreeMap<>();
        for (ObjectName name : server.queryNames(null, null)) {
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                shown.put(
                        name + " " + attribute.getName(),
                        name + " " + attribute.getDescription() + " "
                                + text(() -> server.getAttribute(name, attribute.getName())));
            }
            for (MBeanOperationInfo operation : server.getMBeanInfo(name).getOperations()) {
                String[] types = Arrays.stream(operation.getSignature())
                        .map(parameter -> parameter.getType())
                        .toArray(String[]::new);
                if (name.getDomain().startsWith("org.apache.camel")
                        && READING.matcher(operation.getName()).matches()) {
                    Object[] arguments =
                            Arrays.stream(types).map(Consoles::argument).toArray();
                    shown.put(
                            name + " " + operation.getName() + Arrays.toString(types),
                            text(() -> server.invoke(name, operation.getName(), arguments, types)));
                }
            }
        }
        return shown;
    }

    private interface Reading {
        Object read() throws Exception;
    }

    private static String text(Reading reading) {
        try {
            Object value = reading.read();
            return value instanceof Object[] many ? Arrays.deepToString(many) : String.valueOf(value);
        } catch (Exception e) {
            // What cannot be read says why, and that is shown too.
            return e + " " + e.getCause();
        }
    }

    private static Object argument(String type) {
        return switch (type) {
            case "boolean", "java.lang.Boolean" -> true;
            case "int", "java.lang.Integer" -> 1000;
            case "long", "java.lang.Long" -> 1000L;
            default -> null;
        };
    }

    /** Turns on the recording of exchanges of all routes, as an operator may. */
    void trace() throws JMException {
        for (ObjectName tracer :
                server.queryNames(new ObjectName("org.apache.camel:type=tracer,name=BacklogTracer,*"), null)) {
            server.invoke(tracer, "setEnabled", new Object[] {true}, new String[] {"boolean"});
        }
    }
}
