package com.developmentleads.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.developmentleads.net.AnswerTooLargeException;
import com.developmentleads.publish.SheetChangedException;
import com.developmentleads.testing.FaultCase;
import com.fasterxml.jackson.core.JsonParseException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.security.cert.CertificateException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How failures are judged and described, and the advice on them. */
class RequestFailureTest {

    private enum Judgement {
        PERMANENT,
        TRANSIENT,
        READ_REPEATED,
        CREATE_REPEATED,
        UNKNOWN_OUTCOME
    }

    private static Throwable http(int status, String body) {
        return new CamelExecutionException(
                "wrapped", null, new HttpOperationFailedException("uri", status, "text", null, Map.of(), body));
    }

    private static String error(String code) {
        return "{\"error\":{\"code\":\"" + code + "\",\"message\":\"Words\"}}";
    }

    static Stream<Arguments> failures() {
        List<Judgement> inTrouble = List.of(Judgement.TRANSIENT, Judgement.READ_REPEATED, Judgement.UNKNOWN_OUTCOME);
        return Stream.of(
                Arguments.of(http(401, error("invalid_api_key")), List.of(Judgement.PERMANENT)),
                Arguments.of(http(404, error("model_not_found")), List.of(Judgement.PERMANENT)),
                Arguments.of(http(302, ""), List.of()),
                Arguments.of(http(408, ""), inTrouble),
                Arguments.of(http(409, ""), List.of(Judgement.UNKNOWN_OUTCOME)),
                Arguments.of(
                        http(429, error("rate_limit_exceeded")),
                        List.of(Judgement.TRANSIENT, Judgement.READ_REPEATED, Judgement.CREATE_REPEATED)),
                Arguments.of(http(429, error("insufficient_quota")), List.of(Judgement.PERMANENT)),
                Arguments.of(
                        http(429, "{\"error\":\"Your account has run out of searches.\"}"),
                        List.of(Judgement.PERMANENT)),
                Arguments.of(http(503, error("not_trusted")), inTrouble),
                Arguments.of(new SocketException("Connection reset"), inTrouble),
                Arguments.of(
                        new ConnectException("Connection refused"),
                        List.of(Judgement.TRANSIENT, Judgement.READ_REPEATED, Judgement.CREATE_REPEATED)),
                Arguments.of(new JsonParseException(null, "no JSON"), inTrouble),
                Arguments.of(new UnfinishedException("not finished"), inTrouble),
                Arguments.of(
                        new AnswerTooLargeException("too large"),
                        List.of(Judgement.TRANSIENT, Judgement.UNKNOWN_OUTCOME)),
                Arguments.of(
                        new SSLHandshakeException("bad").initCause(new CertificateException("expired")), List.of()),
                Arguments.of(new IOException("no room on the disk"), List.of()),
                Arguments.of(new IllegalStateException("a fault of ours"), List.of()));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @MethodSource("failures")
    void judges(Throwable thrown, List<Judgement> judgements) {
        assertThat(Map.of(
                        Judgement.PERMANENT, RequestFailure.isPermanent(thrown),
                        Judgement.TRANSIENT, RequestFailure.isTransient(thrown),
                        Judgement.READ_REPEATED, RequestFailure.readMayBeRepeated(thrown),
                        Judgement.CREATE_REPEATED, RequestFailure.createMayBeRepeated(thrown),
                        Judgement.UNKNOWN_OUTCOME, RequestFailure.outcomeUnknown(thrown)))
                .allSatisfy((judgement, holds) ->
                        assertThat(holds).as(judgement.name()).isEqualTo(judgements.contains(judgement)));
    }

    @Test
    void tellsItInOneLine() {
        assertThat(RequestFailure.describe(http(400, "{\"error\":{\"message\":\"Two\\n lines\"}}")))
                .isEqualTo("HTTP 400, Two lines");
        assertThat(RequestFailure.describe(
                        new RuntimeException(new SheetChangedException("the tab is gone", "bring it back"))))
                .isEqualTo("the tab is gone");
        assertThat(RequestFailure.describe(new RuntimeException(new IllegalStateException("odd"))))
                .isEqualTo("IllegalStateException: odd");
    }

    static Stream<Arguments> advices() {
        return Stream.of(
                Arguments.of("search", http(429, "{\"error\":\"You have run out of searches\"}"), "buy searches"),
                Arguments.of("search", http(401, ""), "check SERPAPI_KEY"),
                Arguments.of("search", http(503, ""), "see whether the search service works"),
                Arguments.of("search", new UnfinishedException("not finished"), "see whether the search service works"),
                Arguments.of(
                        "publish",
                        new RuntimeException(new SheetChangedException("gone", "bring it back")),
                        "bring it back"),
                Arguments.of("publish", http(404, ""), "check that the spreadsheet is there"),
                Arguments.of("publish", http(503, ""), "see whether Google Sheets works"),
                Arguments.of("publish", new SocketException("reset"), "see whether Google Sheets works"),
                Arguments.of("publish", new IllegalStateException("odd"), "check that the spreadsheet is there"),
                Arguments.of("digest", new IllegalStateException("odd"), "check mail.host"),
                Arguments.of("classify", http(401, ""), "check the key, or use another provider (--set"),
                Arguments.of("classify", http(418, ""), "correct what it names, or use another provider (--set"),
                Arguments.of("classify", http(503, ""), "look at leads doctor"));
    }

    @ParameterizedTest(name = "{0}, {1}: {2}")
    @MethodSource("advices")
    void saysWhatToDo(String step, Throwable thrown, String advice) {
        assertThat(Advice.of(step, thrown))
                .startsWith(advice.startsWith("buy") ? "look what is left" : advice)
                .contains(advice)
                .doesNotContain("{{")
                .doesNotEndWith(".");
    }

    @Test
    void asksForADelayThatTheAnswerNamesAndForgetsThatOfAnEarlierOne() {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        RetryAfter retryAfter = new RetryAfter(30_000, Clock.systemUTC());

        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, slowDown(Map.of("retry-after", "7")));
        retryAfter.process(exchange);
        assertThat(exchange.getMessage().getHeader(Exchange.REDELIVERY_DELAY)).isEqualTo(7000L);

        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, slowDown(Map.of("Retry-After", "86400")));
        retryAfter.process(exchange);
        assertThat(exchange.getMessage().getHeader(Exchange.REDELIVERY_DELAY)).isEqualTo(30_000L);

        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, slowDown(Map.of()));
        retryAfter.process(exchange);
        assertThat(exchange.getMessage().getHeader(Exchange.REDELIVERY_DELAY)).isNull();
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                Arguments.of("{\"error\":{\"message\":\"No such model\",\"code\":\"x\"}}", "No such model"),
                Arguments.of("{\"error\":\"Out of quota\"}", "Out of quota"),
                Arguments.of("{\"detail\":\"suffix is too long\"}", "suffix is too long"),
                Arguments.of(
                        "{\"detail\":[{\"type\":\"missing\",\"loc\":[\"body\",\"hyperparameters\"],\"msg\":\"Field required\"}]}",
                        "body.hyperparameters: Field required"),
                Arguments.of(
                        "{\"message\":\"HTTP 422\",\"detail\":\"n_epochs must be 1 to 20\"}",
                        "n_epochs must be 1 to 20"),
                Arguments.of("{\"error\":{\"message\":\"HTTP 422\"},\"title\":\"Bad file\"}", "Bad file"),
                Arguments.of(
                        "{\"error\":{\"code\":\"BadRequest\",\"message\":\"The request is invalid.\","
                                + "\"innererror\":{\"code\":\"x\",\"message\":\"trainingType is missing\"}}}",
                        "The request is invalid.; trainingType is missing"),
                Arguments.of(
                        "{\"message\":\"Validation failed\",\"errors\":[{\"message\":\"model is unknown\"},\"no file\"]}",
                        "Validation failed; model is unknown; no file"),
                Arguments.of("{\"errors\":{\"model\":[\"is unknown\"]}}", "model: is unknown"),
                Arguments.of(
                        "{\"title\":\"Unprocessable\",\"status\":422,\"detail\":\"The file has a BOM\"}",
                        "The file has a BOM"),
                Arguments.of("upstream connect error", "upstream connect error"),
                Arguments.of(
                        "<html><head><title>502 Bad Gateway</title></head><body><h1>x</h1></body></html>",
                        "502 Bad Gateway"),
                Arguments.of(
                        "<html><body><p>Sign &amp; go\n on</p><script>evil()</script></body></html>", "Sign & go on"),
                Arguments.of("HTTP 422", "no reason given"),
                Arguments.of("{\"error\":{\"message\":\"HTTP 422\"}}", "no reason given"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void tellsTheWordsOfTheOtherSystem(String body, String words) {
        assertThat(RequestFailure.describe(http(422, body))).isEqualTo("HTTP 422, " + words);
    }

    @Test
    void shortensAPage() {
        String page = "<html><body>" + "<p>word</p>".repeat(1000) + "</body></html>";
        assertThat(RequestFailure.describe(http(500, page)))
                .hasSizeLessThan(230)
                .endsWith("…");
    }

    static Stream<String> hostileBodies() {
        return Stream.of(
                "{\"detail\":".repeat(500) + "\"deep\"" + "}".repeat(500),
                "[".repeat(900) + "]".repeat(900),
                ":".repeat(2_000_000),
                "<script".repeat(300_000),
                "<html>" + "<!--".repeat(500_000),
                "{\"errors\":[" + "{\"errors\":[1]},".repeat(200_000) + "1]}");
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "An error whose text is deep, long, or a page without end",
            then = "it is told in one short line at once")
    @ParameterizedTest
    @MethodSource("hostileBodies")
    void doesNotWorkItselfToDeathOnWhatItIsTold(String body) {
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThat(RequestFailure.describe(http(500, body))).hasSizeLessThan(1_000));
    }

    private static Throwable slowDown(Map<String, String> headers) {
        return new HttpOperationFailedException("uri", 429, "text", null, headers, "");
    }
}
