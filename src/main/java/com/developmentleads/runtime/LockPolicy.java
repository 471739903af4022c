package com.developmentleads.runtime;

import com.developmentleads.files.ProcessLock;
import java.io.IOException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.Policy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the steps of a {@code policy} wait for nobody: they run while the lock of a file is held, or, when another
 * process or another exchange holds it, not at all. The body is null then, which callers read as "another process".
 */
public final class LockPolicy implements Policy {

    private static final Logger LOG = LoggerFactory.getLogger(LockPolicy.class);

    private final ProcessLock processLock;
    private final String refusal;

    /**
     * @param file    absolute path of the lock file
     * @param refusal what is logged when the lock is held elsewhere
     */
    public LockPolicy(String file, String refusal) {
        this.processLock = new ProcessLock(file);
        this.refusal = refusal;
    }

    @Override
    public void beforeWrap(Route route, NamedNode definition) {}

    @Override
    public Processor wrap(Route route, Processor steps) {
        return new DelegateAsyncProcessor(steps) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                try {
                    if (processLock.tryAcquire()) {
                        return super.process(exchange, done -> {
                            release(exchange);
                            callback.done(done);
                        });
                    }
                    LOG.info(refusal);
                    exchange.getMessage().setBody(null);
                } catch (IOException e) {
                    exchange.setException(e);
                }
                callback.done(true);
                return true;
            }
        };
    }

    private void release(Exchange exchange) {
        try {
            processLock.release();
        } catch (IOException e) {
            if (exchange.getException() == null) {
                exchange.setException(e);
            }
        }
    }
}
