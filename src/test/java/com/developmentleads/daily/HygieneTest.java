package com.developmentleads.daily;

import static com.developmentleads.daily.SearchService.home;
import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.sandbox.RequestLog;
import com.developmentleads.testing.ApiRequest;
import com.developmentleads.testing.FaultCase;
import com.developmentleads.testing.LeadsTest;
import com.developmentleads.testing.ScriptedApi;
import com.developmentleads.testing.TestInstallation;
import jakarta.mail.Header;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What each system receives: its own headers and its own key, and nothing of another. */
@Tag("security")
@LeadsTest
class HygieneTest {

    private static final List<String> MAIL_HEADERS = List.of(
            "content-type", "date", "from", "message-id", "mime-version", "received", "return-path", "subject", "to");

    private DailyRunFixture morning;

    @BeforeEach
    void open() {
        morning.withSheet().withMail().finds(home(1, "teardown"), home(2, "charming"));
    }

    private static List<String> names(MimeMessage mail) throws Exception {
        return Collections.list(mail.getAllHeaders()).stream()
                .map(Header::getName)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .sorted()
                .toList();
    }

    private void assertHeaders() throws Exception {
        assertThat(morning.search.requests()).isNotEmpty().allSatisfy(request -> {
            assertThat(request.headerNames())
                    .containsExactlyInAnyOrder("accept-encoding", "connection", "host", "user-agent");
            assertThat(request.body()).isEmpty();
        });
        assertThat(morning.models.requests()).isNotEmpty().allSatisfy(request -> {
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
            assertThat(request.query()).isNull();
        });
        assertThat(morning.google().requests().entries("oauth"))
                .hasSize(1)
                .allSatisfy(request -> assertThat(request.headers())
                        .containsExactly(
                                "accept-encoding",
                                "connection",
                                "content-length",
                                "content-type",
                                "host",
                                "user-agent",
                                "x-goog-api-client"));
        assertThat(morning.google().requests().entries("sheets"))
                .isNotEmpty()
                .allSatisfy(HygieneTest::assertSheetsRequest);
        assertThat(morning.mails()).hasSize(1);
        MimeMessage mail = morning.mails().get(0);
        assertThat(names(mail)).isEqualTo(MAIL_HEADERS);
        assertThat(mail.getAllRecipients()).extracting(Object::toString).containsExactly("buyer@example.com");
    }

    private static void assertSheetsRequest(RequestLog.Entry request) {
        List<String> always =
                List.of("accept-encoding", "authorization", "connection", "host", "user-agent", "x-goog-api-client");
        assertThat(request.headers()).containsAll(always);
        assertThat(request.headers().stream().filter(name -> !always.contains(name)))
                .isSubsetOf("content-encoding", "content-length", "content-type", "transfer-encoding");
    }

    @Test
    void each_system_receives_its_own_headers_alone() throws Exception {
        assertThat(morning.daily().code()).isZero();
        assertHeaders();
    }

    @Test
    void no_key_is_received_by_another_system_or_kept_anywhere() throws Exception {
        assertThat(morning.daily().code()).isZero();

        for (ApiRequest request : morning.search.requests()) {
            assertThat(request + " " + request.headers())
                    .contains(SearchService.KEY)
                    .doesNotContain(ScriptedApi.KEY);
        }
        for (ApiRequest request : morning.models.requests()) {
            assertThat(request + " " + request.headers() + request.text()).doesNotContain(SearchService.KEY);
        }
        for (MimeMessage mail : morning.mails()) {
            assertThat(new String(mail.getInputStream().readAllBytes()))
                    .doesNotContain(SearchService.KEY, ScriptedApi.KEY);
        }
        for (Path file : morning.place.files()) {
            assertThat(TestInstallation.read(file))
                    .as(file.toString())
                    .doesNotContain(SearchService.KEY)
                    .doesNotContain(ScriptedApi.KEY);
        }
    }

    @FaultCase(
            where = FaultCase.Where.SEARCH,
            fault = "Answers with headers that steer Camel, mail and HTTP",
            then = "they change nothing")
    @Test
    void headers_of_an_answer_change_nothing() throws Exception {
        morning.search
                .withHeader("To", "attacker@evil.example")
                .withHeader("Bcc", "attacker@evil.example")
                .withHeader("Cc", "attacker@evil.example")
                .withHeader("Subject", "owned")
                .withHeader("From", "x@evil.example")
                .withHeader("Authorization", "Bearer evil")
                .withHeader("CamelHttpUri", "http://127.0.0.1:1/evil")
                .withHeader("CamelHttpPath", "/evil")
                .withHeader("CamelHttpQuery", "evil=1")
                .withHeader("CamelHttpMethod", "DELETE")
                .withHeader("CamelSqlQuery", "delete from property_scans")
                .withHeader("CamelBeanMethodName", "release")
                .withHeader("mail.smtp.host", "evil.example")
                .withHeader("CamelGoogleSheets.range", "A1:Z99")
                .withHeader("CamelGoogleSheets.spreadsheetId", "evil")
                .withHeader("Set-Cookie", "evil=1")
                .withHeader("Message-ID", "<evil@evil.example>")
                .withHeader("CamelRedeliveryCounter", "99");

        assertThat(morning.daily().code()).isZero();

        assertHeaders();
        assertThat(morning.mails().get(0).getSubject()).startsWith("1 lead in Newton, MA");
        assertThat(morning.mails().get(0).getMessageID()).startsWith("<leads-manual-");
        assertThat(morning.value("select count(*) from property_scans")).isEqualTo(2);
        assertThat(morning.models.requests())
                .allSatisfy(request -> assertThat(request.toString()).isEqualTo("POST /v1/chat/completions"));
    }
}
