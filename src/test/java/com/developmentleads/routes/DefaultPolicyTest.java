package com.developmentleads.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.failure.Advice;
import com.developmentleads.failure.RequestFailure;
import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.testing.FreePort;
import com.developmentleads.testing.TestInstallation;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The error policy for routes that name none hands failures over, and leaves those of the gateways to their callers.
 */
@Tag("slow")
class DefaultPolicyTest {

    @TempDir
    private Path folder;

    private LeadsRuntime runtime;

    @BeforeEach
    void start() {
        String nowhere = "127.0.0.1:" + FreePort.any();
        runtime = new TestInstallation(folder, "http://" + nowhere)
                .set("serpapi.base-url", "http://" + nowhere)
                .set("mail.host", "127.0.0.1")
                .set("mail.port", nowhere.replaceAll(".*:", ""))
                .set("mail.security", "none")
                .set("mail.from", "leads@example.com")
                .set("mail.to", "buyer@example.com")
                .start(LeadsRuntime.Mode.COMMAND);
        runtime.loadAll();
    }

    @AfterEach
    void stop() {
        runtime.close();
        TestInstallation.stopLogging();
    }

    private Exchange fail(String route) {
        return fail(route, null);
    }

    private Exchange fail(String route, Object body) {
        Exchange exchange = runtime.context().createProducerTemplate().request("direct:" + route, request -> {
            request.setPattern(ExchangePattern.InOut);
            request.getMessage().setBody(body);
            request.setVariable("mailTemplate", "alert");
        });
        assertThat(exchange.getException()).as(route).isNotNull();
        return exchange;
    }

    @Test
    void aRouteThatNamesNoneHasDecidedOfItsFailure() {
        assertThat(fail("training-submit").getExchangeExtension().isErrorHandlerHandledSet())
                .isTrue();
    }

    @Test
    void aTemplateThatFailsIsNamedWithItsLine() {
        Exception failed = fail("alert-detect-each", List.of(Map.of())).getException();
        assertThat(RequestFailure.describe(failed)).isEqualTo("routes/alerts/what.ftl:2: nothing is in body.facts");
        assertThat(Advice.of("digest", failed)).isEqualTo("correct the template");
    }

    @Test
    void aGatewayHasNotSoThatItsCallerMayRepeat() {
        List<String> gateways = ((ModelCamelContext) runtime.context())
                .getRouteDefinitions().stream()
                        .filter(route -> route.getErrorHandlerFactory() instanceof NoErrorHandlerDefinition)
                        .map(RouteDefinition::getId)
                        .filter(id -> !id.equals("failure"))
                        .toList();
        assertThat(gateways).contains("openai", "serpapi-ask", "mail");
        assertThat(gateways)
                .allSatisfy(gateway -> assertThat(
                                fail(gateway).getExchangeExtension().isErrorHandlerHandledSet())
                        .isFalse());
    }
}
