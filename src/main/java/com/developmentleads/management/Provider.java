package com.developmentleads.management;

import org.apache.camel.CamelContext;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedCamelContext;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.api.management.mbean.ManagedRouteMBean;

/** The MBean {@code com.developmentleads:type=Provider}: what the provider of models was asked, and what it cost. */
@ManagedResource(description = "The provider of models: requests, tokens, money")
public final class Provider {

    private final Reading reading;
    private final CamelContext context;

    Provider(CamelContext context) {
        this.reading = new Reading(context, "spent");
        this.context = context;
    }

    @ManagedAttribute(description = "Requests of this process, repeats included")
    public long getCalls() throws Exception {
        return route().getExchangesTotal();
    }

    @ManagedAttribute(description = "Requests of this process that failed")
    public long getFailures() throws Exception {
        return route().getExchangesFailed();
    }

    @ManagedAttribute(description = "Tokens that were paid for today, by UTC, questions and answers")
    public long getTokensToday() {
        return reading.count("tokens_today");
    }

    @ManagedAttribute(description = "What was spent today, by UTC, US dollars, as far as prices are known")
    public Double getSpendTodayUsd() {
        return reading.amount("usd_today");
    }

    @ManagedAttribute(description = "What was spent this month, by UTC, US dollars, as far as prices are known")
    public Double getSpendMonthUsd() {
        return reading.amount("usd_month");
    }

    private ManagedRouteMBean route() {
        return context.getCamelContextExtension()
                .getContextPlugin(ManagedCamelContext.class)
                .getManagedRoute("openai");
    }
}
