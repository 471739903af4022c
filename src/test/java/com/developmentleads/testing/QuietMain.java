package com.developmentleads.testing;

import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.spi.CliConnectorFactory;

/** A Camel without the connector of the camel command, whose thread looks at a context while it is still being made. */
public final class QuietMain extends Main {

    public QuietMain() {
        addMainListener(new MainListenerSupport() {
            @Override
            public void beforeInitialize(BaseMainSupport main) {
                CliConnectorFactory connector =
                        main.getCamelContext().getCamelContextExtension().getContextPlugin(CliConnectorFactory.class);
                if (connector != null) {
                    connector.setEnabled(false);
                }
            }
        });
    }
}
