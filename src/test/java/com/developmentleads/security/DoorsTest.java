package com.developmentleads.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.daily.DailyRunFixture;
import com.developmentleads.daily.Loopback;
import com.developmentleads.daily.Loopback.Answer;
import com.developmentleads.daily.SearchService;
import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.testing.ApiRequest;
import com.developmentleads.testing.LeadsTest;
import com.developmentleads.testing.ScriptedApi;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The one gateway to each system passes only the headers that it names, so that no advisory in which a header has an
 * effect applies, wherever such a header comes from.
 */
@Timeout(90)
@Tag("security")
@LeadsTest
class DoorsTest {

    private final Loopback elsewhere = new Loopback(request -> Answer.json(200, "{}"));
    private final Loopback layer = new Loopback(request -> Answer.json(200, "{\"features\":[]}"));
    private final Loopback receiver = new Loopback(request -> Answer.json(200, "{\"ok\":true}")
            .with("Bcc", "victim@example.com")
            .with("CamelHttpUri", "http://127.0.0.2/")
            .with("Location", "http://127.0.0.2/")
            .with("Set-Cookie", "evil=1"));
    private DailyRunFixture morning;
    private LeadsRuntime running;

    @BeforeEach
    void open() {
        morning.withMail().finds(SearchService.home(1, "teardown")).set("serpapi.retries", "0");
        morning.set("parcels.layer-url", layer.url() + "/layer/0");
        morning.set("webhook.url", receiver.url() + "/hook?to=us");
        running = morning.place.start(LeadsRuntime.Mode.COMMAND);
        running.loadAll();
    }

    @AfterEach
    void close() {
        running.close();
        elsewhere.close();
        layer.close();
        receiver.close();
    }

    /** Headers that Camel's components act on, if they get through. */
    private Map<String, Object> hostile() {
        Map<String, Object> headers = new LinkedHashMap<>();
        headers.put("CamelHttpUri", elsewhere.url() + "/{{openai.base-url}}");
        headers.put("CamelRestHttpUri", elsewhere.url());
        headers.put("CamelHttpHost", elsewhere.url());
        headers.put("CamelHttpRawQuery", "evil=1");
        headers.put("CamelSqlQuery", "delete from property_scans");
        headers.put("CamelSqlTemplateParameters", "x");
        headers.put("CamelBeanMethodName", "release");
        headers.put("CamelJqFilter", ".");
        headers.put("CamelFreemarkerTemplate", "owned");
        headers.put("CamelFreemarkerResourceUri", "file:/etc/passwd");
        headers.put("Long-Running-Action", elsewhere.url());
        headers.put("Authorization", "Bearer evil");
        headers.put("Cookie", "evil=1");
        headers.put("To", "victim@example.com");
        headers.put("Bcc", "victim@example.com");
        headers.put("Cc", "victim@example.com");
        headers.put("From", "evil@example.com");
        headers.put("Reply-To", "evil@example.com");
        headers.put("Subject", "owned");
        headers.put("mail.smtp.host", "127.0.0.2");
        headers.put("mail.smtp.port", "1");
        headers.put("mail.smtp.from", "evil@example.com");
        headers.put("mail.smtp.socketFactory.class", "evil.Factory");
        headers.put("X-Evil", "1");
        return headers;
    }

    private Exchange ask(String route, Object body, Map<String, Object> wanted, Map<String, Object> variables) {
        Exchange exchange = running.context().createProducerTemplate().request("direct:" + route, request -> {
            request.setPattern(ExchangePattern.InOut);
            request.getMessage().setBody(body);
            request.getMessage().setHeaders(hostile());
            wanted.forEach(request.getMessage()::setHeader);
            variables.forEach(request::setVariable);
        });
        assertThat(exchange.getException()).isNull();
        // What a caller had is gone too, so that nothing goes from one system to the next.
        assertThat(exchange.getMessage().getHeaders())
                .doesNotContainKeys("Authorization", "CamelHttpUri", "X-Evil", "Bcc");
        return exchange;
    }

    @Test
    void theDoorToTheProvider() {
        ask(
                "openai",
                "{\"model\":\"gpt-6-luna\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}",
                Map.of(
                        "CamelHttpMethod",
                        "POST",
                        "CamelHttpPath",
                        "/chat/completions",
                        "Content-Type",
                        "application/json"),
                Map.of());

        assertThat(elsewhere.requests()).isEmpty();
        assertThat(morning.models.requests()).singleElement().satisfies(request -> {
            assertThat(request.toString()).isEqualTo("POST /v1/chat/completions");
            assertThat(request.headerNames())
                    .containsExactlyInAnyOrder(
                            "accept-encoding",
                            "authorization",
                            "connection",
                            "content-length",
                            "content-type",
                            "host",
                            "user-agent");
            assertThat(request.header("authorization")).isEqualTo("Bearer " + ScriptedApi.KEY);
        });
    }

    @Test
    void theDoorToTheSearchService() {
        ask("serpapi-ask", "engine=google&q=" + DailyRunFixture.QUERY, Map.of(), Map.of());

        assertThat(elsewhere.requests()).isEmpty();
        assertThat(morning.search.requests()).singleElement().satisfies(request -> {
            assertThat(request.toString())
                    .startsWith("GET /search.json?")
                    .endsWith("&api_key=" + SearchService.KEY)
                    .doesNotContain("evil");
            assertThat(request.headerNames())
                    .containsExactlyInAnyOrder("accept-encoding", "connection", "host", "user-agent");
        });
    }

    @Test
    void theDoorToTheLayerOfParcels() {
        ask("parcels", "where=1%3D1&f=json", Map.of(), Map.of());

        assertThat(elsewhere.requests()).isEmpty();
        assertThat(layer.requests()).singleElement().satisfies(request -> {
            assertThat(request.toString()).startsWith("POST /layer/0/query").doesNotContain("evil");
            assertThat(new String(request.body(), StandardCharsets.UTF_8)).isEqualTo("where=1%3D1&f=json");
            assertThat(request.headerNames())
                    .containsExactlyInAnyOrder(
                            "accept-encoding", "connection", "content-length", "content-type", "host", "user-agent");
        });
    }

    @Test
    void theDoorToTheWebhook() {
        Map<String, Object> post = Map.of("post_key", "leads-1", "body", "{}");
        Exchange exchange = ask("webhook", "not sent", Map.of(), Map.of("post", post));

        assertThat(exchange.getMessage().getHeaders()).doesNotContainKeys("Set-Cookie", "Location");
        assertThat(String.valueOf(exchange.getMessage().getBody())).doesNotContain("ok");
        assertThat(elsewhere.requests()).isEmpty();
        assertThat(receiver.requests()).singleElement().satisfies(request -> {
            assertThat(request.toString()).startsWith("POST /hook").doesNotContain("evil");
            assertThat(request.query()).isEqualTo("to=us");
            assertThat(new String(request.body(), StandardCharsets.UTF_8)).isEqualTo("{}");
            assertThat(request.headerNames())
                    .containsExactlyInAnyOrder(
                            "accept-encoding",
                            "connection",
                            "content-length",
                            "content-type",
                            "host",
                            "idempotency-key",
                            "user-agent");
        });
    }

    @Test
    void theDoorToTheMailServer() throws Exception {
        Map<String, Object> told = new HashMap<>(Map.of(
                "job_id",
                "ftjob-1",
                "state",
                "failed",
                "model",
                "m",
                "error",
                "e",
                "server",
                "s",
                "created_at",
                "2026-11-22T00:00:00Z"));
        ask("mail", told, Map.of(), Map.of("mailTemplate", "training-outcome", "mailId", "training-1"));

        assertThat(morning.mails()).singleElement().satisfies(mail -> {
            assertThat(mail.getAllRecipients()).extracting(Object::toString).containsExactly("buyer@example.com");
            assertThat(mail.getFrom()[0].toString()).contains("leads@example.com");
            assertThat(mail.getHeader("Return-Path")[0]).contains("leads@example.com");
            assertThat(mail.getSubject()).doesNotContain("owned");
            for (String header : hostile().keySet()) {
                assertThat(List.of("To", "From", "Subject").contains(header) || mail.getHeader(header) == null)
                        .as(header)
                        .isTrue();
            }
        });
    }

    /** Answers become values: fields with the names of headers have no effect. */
    @Test
    void fieldsOfAnAnswerBecomeNoHeaders() {
        String fields = "\"CamelHttpUri\":\"" + elsewhere.url() + "\",\"CamelSqlQuery\":\"delete from property_scans\","
                + "\"To\":\"victim@example.com\",\"mail.smtp.host\":\"127.0.0.2\"";
        SearchService.Result home = SearchService.home(1, "teardown");
        morning.search.next(Answer.json(
                200,
                "{\"search_metadata\":{\"status\":\"Success\"}," + fields + ",\"organic_results\":[{" + fields
                        + ",\"title\":\"" + home.title() + "\",\"link\":\"" + home.link() + "\",\"snippet\":\""
                        + home.snippet() + "\"}]}"));
        morning.models.next(Answer.json(
                200,
                "{" + fields + ","
                        + morning.models
                                .said("gpt-6-luna", "development_opportunity")
                                .substring(1)));

        Map<?, ?> report = DailyRunFixture.run(running, "key", LocalDate.of(2026, 11, 22));

        assertThat(report.get("state")).as(String.valueOf(report)).isEqualTo("succeeded");
        assertThat(elsewhere.requests()).isEmpty();
        assertThat(morning.place.rows("select 1 from property_scans")).hasSize(1);
        assertThat(morning.mails())
                .singleElement()
                .satisfies(mail -> assertThat(mail.getAllRecipients())
                        .extracting(Object::toString)
                        .containsExactly("buyer@example.com"));
    }

    @Test
    void aSearchIsNotSentOnByARedirect() {
        for (int status : new int[] {301, 302, 303, 307, 308}) {
            morning.search.next(Answer.json(status, "{}").with("Location", elsewhere.url() + "/search.json"));
            DailyRunFixture.run(running, "key-" + status, LocalDate.of(2026, 11, 22));
        }
        assertThat(elsewhere.requests()).isEmpty();
        assertThat(morning.search.requests())
                .extracting(ApiRequest::path)
                .hasSize(5)
                .containsOnly("/search.json");
    }
}
