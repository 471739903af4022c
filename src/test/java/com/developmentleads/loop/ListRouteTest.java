package com.developmentleads.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.SocketException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.processor.PredicateValidationException;
import org.apache.camel.test.main.junit5.CamelMainTestSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The route file that lists jobs, with the error policies and without the rest of the application. */
@Timeout(30)
class ListRouteTest extends CamelMainTestSupport {

    private static final ObjectMapper JSON = new ObjectMapper();

    private MockEndpoint openai;

    @Override
    protected void configure(MainConfigurationProperties configuration) {
        configuration.withRoutesIncludePattern(
                "classpath:routes/training-list.camel.yaml,classpath:routes/errors.camel.yaml");
    }

    @Override
    protected String getPropertyPlaceholderLocations() {
        // None: the application reads its own, which refer to folders that are chosen at its start.
        return "false";
    }

    @Override
    protected Registry createCamelRegistry() {
        // Bound here, because beans of the route files are made before the test can bind its own.
        Registry registry = new DefaultRegistry();
        registry.bind("clock", Clock.systemUTC());
        return registry;
    }

    @Override
    public String isMockEndpointsAndSkip() {
        return "direct:openai";
    }

    @Override
    protected Properties useOverridePropertiesWithPropertiesComponent() {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "openai.page-size",
                "2",
                "openai.max-pages",
                "10",
                "openai.retries",
                "1",
                "openai.retry-delay",
                "1",
                "openai.retry-delay-max",
                "1",
                "serpapi.retries",
                "0",
                "sheets.retries",
                "0"));
        return properties;
    }

    @BeforeEach
    void findProvider() {
        openai = getMockEndpoint("mock:direct:openai");
    }

    /** Gives these answers to the requests in turn; the last one is repeated. */
    private List<String> answer(Object... answers) {
        List<String> queries = new ArrayList<>();
        openai.whenAnyExchangeReceived(exchange -> {
            queries.add(exchange.getMessage().getHeader(Exchange.HTTP_QUERY, String.class));
            Object answer = answers[Math.min(queries.size(), answers.length) - 1];
            if (answer instanceof Exception failure) {
                throw failure;
            }
            exchange.getMessage().setBody(JSON.readTree((String) answer));
        });
        return queries;
    }

    private List<String> listed() throws Exception {
        JsonNode jobs = JSON.readTree(template.requestBody("direct:training-list", null, String.class));
        return jobs.findValuesAsText("id");
    }

    @Test
    void goesOnAfterTheLastJobOfAPage() throws Exception {
        List<String> queries = answer(
                "{\"data\":[{\"id\":\"d\"},{\"id\":\"c&d=e\"}],\"has_more\":true}",
                "{\"data\":[{\"id\":\"b\"}],\"has_more\":false}");

        assertThat(listed()).containsExactly("d", "c&d=e", "b");
        assertThat(queries).containsExactly("limit=2", "limit=2&after=c%26d%3De");
    }

    @Test
    void endsWithAPageThatBringsNothingNew() throws Exception {
        String one = "{\"data\":[{\"id\":\"d\"},{\"id\":\"c\"}],\"has_more\":true}";
        String two = "{\"data\":[{\"id\":\"b\"},{\"id\":\"a\"}],\"has_more\":true}";
        List<String> queries = answer(one, two, one, two, one);

        assertThat(listed()).containsExactly("d", "c", "b", "a");
        assertThat(queries).hasSize(3);
    }

    @Test
    void anEndlessListIsGivenUpAfterTheMostPages() {
        AtomicInteger pages = new AtomicInteger();
        openai.whenAnyExchangeReceived(exchange -> exchange.getMessage()
                .setBody(JSON.readTree(
                        "{\"data\":[{\"id\":\"job-" + pages.incrementAndGet() + "\"}],\"has_more\":true}")));

        assertThatThrownBy(this::listed).hasRootCauseInstanceOf(PredicateValidationException.class);
        assertThat(pages).hasValue(11);
    }

    @Test
    void takesAnAnswerWithoutAListForAnEmptyOne() throws Exception {
        answer("{}");

        assertThat(listed()).isEmpty();
    }

    @Test
    void asksForAPageAgainAndThenGivesUp() throws Exception {
        List<String> queries = answer(new SocketException("reset"), "{\"data\":[{\"id\":\"a\"}]}");
        assertThat(listed()).containsExactly("a");
        assertThat(queries).hasSize(2);

        List<String> more = answer(new SocketException("reset"));
        assertThatThrownBy(this::listed)
                .isInstanceOf(CamelExecutionException.class)
                .hasRootCauseInstanceOf(SocketException.class);
        assertThat(more).hasSize(2);
    }
}
