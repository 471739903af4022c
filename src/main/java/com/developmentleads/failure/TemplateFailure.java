package com.developmentleads.failure;

import freemarker.core.InvalidReferenceException;
import freemarker.template.TemplateException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.util.ObjectHelper;

/**
 * Names the file of a template that failed: camel-freemarker calls each of them "temp". Used as the {@code
 * onExceptionOccurredRef} of an error handler.
 */
public final class TemplateFailure implements Processor {

    private static final Pattern FILE = Pattern.compile("freemarker:(?://)?(?:classpath:)?([^?]+)");

    @Override
    public void process(Exchange exchange) {
        TemplateException failed = ObjectHelper.getException(
                TemplateException.class, exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
        Matcher endpoint = FILE.matcher(exchange.getProperty(Exchange.TO_ENDPOINT, "", String.class));
        if (failed != null && endpoint.matches()) {
            exchange.setProperty(Exchange.EXCEPTION_CAUGHT, new BadTemplateException(endpoint.group(1), failed));
        }
    }

    private static final class BadTemplateException extends RuntimeException implements Advised {

        private static final long serialVersionUID = 1;

        BadTemplateException(String file, TemplateException failed) {
            super(file + ":" + failed.getLineNumber() + ": " + what(failed), failed);
        }

        private static String what(TemplateException failed) {
            return failed instanceof InvalidReferenceException
                    ? "nothing is in " + failed.getBlamedExpressionString()
                    : failed.getMessageWithoutStackTop().lines().findFirst().orElse("it cannot be filled in");
        }

        @Override
        public String advice() {
            return "correct the template";
        }
    }
}
