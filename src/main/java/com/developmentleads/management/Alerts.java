package com.developmentleads.management;

import org.apache.camel.CamelContext;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;

/** The MBean {@code com.developmentleads:type=Alerts}: the alerts that status shows. */
@ManagedResource(description = "The alerts of the last two weeks, which leads status shows")
public final class Alerts {

    private final Reading reading;

    Alerts(CamelContext context) {
        this.reading = new Reading(context, "open-alerts");
    }

    @ManagedAttribute(description = "How many there are")
    public long getOpen() {
        return reading.count("alerts");
    }

    @ManagedAttribute(description = "When the oldest of them was told, ISO 8601; null for none")
    public String getOldest() {
        return reading.text("oldest");
    }
}
