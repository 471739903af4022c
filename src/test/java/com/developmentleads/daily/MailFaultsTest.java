package com.developmentleads.daily;

import static com.developmentleads.daily.SearchService.home;
import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.testing.Certificates;
import com.developmentleads.testing.Certificates.Certificate;
import com.developmentleads.testing.FaultCase;
import com.developmentleads.testing.LeadsTest;
import com.developmentleads.testing.ScriptedApi;
import com.developmentleads.testing.ScriptedSmtp;
import com.developmentleads.testing.ScriptedSmtp.Mail;
import com.developmentleads.testing.TestInstallation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The digest and a mail server that refuses, hangs up, does not end or is not who it should be. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("slow")
@LeadsTest
class MailFaultsTest {

    private static final String PASSWORD = "canary-password-9b1d";
    private static final String ALL = "a@example.com,b@example.com,c@example.com";

    @TempDir
    private static Path keys;

    private static Certificate good;
    private static Certificate expired;
    private static Certificate elsewhere;

    private DailyRunFixture morning;
    private ScriptedSmtp server;

    @BeforeAll
    static void make() {
        good = Certificates.good(keys);
        expired = Certificates.expired(keys);
        elsewhere = Certificates.ofAnotherHost(keys);
    }

    @BeforeEach
    void open() {
        morning.finds(home(1, "teardown"));
        TestInstallation.write(
                morning.place.keyFile(),
                "OPENAI_API_KEY=" + ScriptedApi.KEY + "\nSERPAPI_KEY=" + SearchService.KEY + "\nSMTP_PASSWORD="
                        + PASSWORD + "\n");
    }

    @AfterEach
    void close() {
        server.close();
    }

    private void mailTo(ScriptedSmtp started) {
        server = started;
        morning.withMailAt(server.port());
    }

    /** Makes a run whose digest cannot be mailed: the run is complete, and the digest is still to be sent. */
    private String assertTheDigestWaits(String why) {
        TestInstallation.Result result = morning.daily();

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("digest: ", why).hasLineCount(1).doesNotContain(PASSWORD);
        assertThat(morning.row("select * from runs")).containsEntry("state", "succeeded");
        assertThat(delivered()).isEqualTo(0);
        return (String) morning.value("select run_key from runs");
    }

    private Object delivered() {
        return morning.value("select count(*) from deliveries where kind = 'mail'");
    }

    /** What "leads run" does every schedule.retry. */
    private void nextPass() {
        try (LeadsRuntime runtime = morning.start()) {
            runtime.ask("leads-daily-dates", List.of(), Map.of());
        }
    }

    private static List<String> verbs(List<String> lines) {
        return lines.stream().map(line -> line.split("[ :]")[0]).toList();
    }

    // ---------------------------------------------------------------------------------------------- encryption

    @FaultCase(
            where = FaultCase.Where.MAIL,
            fault = "No STARTTLS is offered",
            then = "neither log-in nor mail; the digest waits")
    @Test
    void a_server_without_starttls_gets_neither_log_in_nor_mail_and_the_digest_waits() {
        mailTo(ScriptedSmtp.plain().withLogin("PLAIN"));
        morning.set("mail.security", "starttls").set("mail.username", "leads");

        assertTheDigestWaits("STARTTLS is required but host does not support STARTTLS");

        assertThat(verbs(server.lines())).containsOnly("EHLO");
        assertThat(server.connections()).isEqualTo(1);
        assertThat(server.mails()).isEmpty();
    }

    @FaultCase(
            where = FaultCase.Where.MAIL,
            fault = "The certificate is not trusted",
            then = "neither log-in nor mail; the digest waits")
    @ParameterizedTest
    @CsvSource({"starttls, unknown", "starttls, expired", "starttls, elsewhere", "tls, unknown", "tls, elsewhere"})
    void a_server_whose_certificate_is_not_trusted_gets_neither_log_in_nor_mail_and_the_digest_waits(
            String security, String fault) {
        Certificate certificate = fault.equals("unknown") ? good : fault.equals("expired") ? expired : elsewhere;
        mailTo((security.equals("tls") ? ScriptedSmtp.tls(certificate) : ScriptedSmtp.startTls(certificate))
                .withLogin("PLAIN"));
        morning.set("mail.security", security).set("mail.username", "leads");

        if (fault.equals("unknown")) {
            assertTheDigestWaits("certificate");
        } else {
            try (Certificates.Trust trust = certificate.trusted()) {
                assertTheDigestWaits("certificate");
            }
        }

        assertThat(verbs(server.lines())).isSubsetOf("EHLO", "STARTTLS");
        assertThat(server.encrypted()).isEmpty();
        assertThat(server.connections()).isEqualTo(1);
        assertThat(server.mails()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"starttls", "tls"})
    void a_server_whose_certificate_is_trusted_gets_log_in_and_mail_encrypted(String security) {
        mailTo((security.equals("tls") ? ScriptedSmtp.tls(good) : ScriptedSmtp.startTls(good)).withLogin("PLAIN"));
        morning.set("mail.security", security).set("mail.username", "leads");

        try (Certificates.Trust trust = good.trusted()) {
            assertThat(morning.daily().err()).isEmpty();
        }

        assertThat(verbs(server.lines())).isSubsetOf("EHLO", "STARTTLS");
        assertThat(verbs(server.encrypted())).contains("AUTH", "MAIL", "RCPT", "DATA");
        assertThat(server.mails()).hasSize(1);
        assertThat(delivered()).isEqualTo(1);
    }

    // ------------------------------------------------------------------------------------------------ refusals

    @FaultCase(
            where = FaultCase.Where.MAIL,
            fault = "The log-in is refused, 535",
            then = "tried once a pass; the digest comes later")
    @Test
    void a_refused_log_in_is_tried_once_a_pass_and_the_digest_waits() {
        mailTo(ScriptedSmtp.plain().withLogin("PLAIN").always("AUTH", "535 5.7.8 no such user or password"));
        morning.set("mail.username", "leads");

        assertTheDigestWaits("535 5.7.8 no such user or password");

        assertThat(verbs(server.lines())).containsOnlyOnce("AUTH").doesNotContain("MAIL");
        server.heal();
        nextPass();
        assertThat(server.mails()).hasSize(1);
        assertThat(delivered()).isEqualTo(1);
    }

    @FaultCase(
            where = FaultCase.Where.MAIL,
            fault = "Not available at the greeting, 421",
            then = "the digest comes later, once")
    @Test
    void a_server_that_is_not_available_gets_the_digest_at_a_later_pass() {
        mailTo(ScriptedSmtp.plain().next(ScriptedSmtp.GREETING, "421 too busy"));

        String run = assertTheDigestWaits("421");

        assertThat(verbs(server.lines())).doesNotContain("MAIL");
        nextPass();
        assertThat(server.mails())
                .singleElement()
                .satisfies(mail ->
                        assertThat(mail.header("Message-ID")).isEqualTo("<leads-" + run + "@development-leads>"));
        assertThat(delivered()).isEqualTo(1);
        assertThat(server.connections()).isEqualTo(2);
    }

    @FaultCase(where = FaultCase.Where.MAIL, fault = "Greylisting, 451", then = "the digest comes later, once")
    @Test
    void greylisting_lets_the_digest_arrive_once_at_a_later_pass() {
        mailTo(ScriptedSmtp.plain().next("RCPT", "451 4.7.1 greylisted, try again in five minutes"));

        String run = assertTheDigestWaits("451 4.7.1 greylisted");

        assertThat(server.mails()).isEmpty();
        nextPass();
        nextPass();
        assertThat(server.mails())
                .singleElement()
                .satisfies(mail ->
                        assertThat(mail.header("Message-ID")).isEqualTo("<leads-" + run + "@development-leads>"));
        assertThat(delivered()).isEqualTo(1);
    }

    @FaultCase(
            where = FaultCase.Where.MAIL,
            fault = "One of three addresses is refused for good, 550",
            then = "told once; the others get the digest once")
    @Test
    void one_address_that_is_refused_for_good_is_told_once_and_the_others_get_the_digest_once() {
        mailTo(ScriptedSmtp.plain().always("RCPT TO:<b@example.com>", "550 5.1.1 no such person"));
        morning.set("mail.to", ALL);

        TestInstallation.Result result = morning.daily();

        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(server.mails()).singleElement().satisfies(mail -> {
            assertThat(mail.recipients()).containsExactly("a@example.com", "c@example.com");
            assertThat(mail.header("To")).isEqualTo("a@example.com, c@example.com");
            assertThat(mail.header("Message-ID")).startsWith("<leads-manual-");
            assertThat(mail.text()).contains("text/plain", "text/html", "1 Example St");
        });
        assertThat(delivered()).isEqualTo(1);
        nextPass();
        assertThat(server.mails()).hasSize(1);
        assertThat(TestInstallation.read(morning.place.log()).lines().filter(line -> line.contains("b@example.com")))
                .singleElement()
                .satisfies(
                        line -> assertThat((String) line)
                                .contains(
                                        "failure",
                                        "the mail server refuses b@example.com (550 5.1.1 no such person), the others got leads-manual-"));
    }

    @FaultCase(
            where = FaultCase.Where.MAIL,
            fault = "One address is refused for now, another for good",
            then = "all wait; then the two that may get it once")
    @Test
    void one_address_that_is_refused_for_now_lets_all_wait_so_that_none_gets_the_digest_twice() {
        mailTo(ScriptedSmtp.plain()
                .next("RCPT TO:<b@example.com>", "451 4.7.1 greylisted")
                .always("RCPT TO:<c@example.com>", "550 5.1.1 no such person"));
        morning.set("mail.to", ALL);

        assertTheDigestWaits("5.1.1");

        assertThat(server.mails()).isEmpty();
        nextPass();
        assertThat(server.mails())
                .singleElement()
                .satisfies(mail -> assertThat(mail.recipients()).containsExactly("a@example.com", "b@example.com"));
        assertThat(delivered()).isEqualTo(1);
    }

    @FaultCase(where = FaultCase.Where.MAIL, fault = "All addresses are refused, 550", then = "the digest waits")
    @Test
    void when_all_addresses_are_refused_the_digest_waits() {
        mailTo(ScriptedSmtp.plain().always("RCPT", "550 5.1.1 no such person"));
        morning.set("mail.to", ALL);

        assertTheDigestWaits("550 5.1.1 no such person");

        assertThat(server.connections()).isEqualTo(1);
        assertThat(server.mails()).isEmpty();
    }

    @FaultCase(where = FaultCase.Where.MAIL, fault = "The text is refused, 554", then = "the digest waits")
    @Test
    void a_mail_that_is_refused_after_its_text_waits() {
        mailTo(ScriptedSmtp.plain().next("DATA", "554 5.7.1 looks like advertising"));
        morning.set("mail.to", ALL);

        assertTheDigestWaits("554 5.7.1 looks like advertising");

        assertThat(server.connections()).isEqualTo(1);
        assertThat(server.mails()).isEmpty();
    }

    @FaultCase(
            where = FaultCase.Where.MAIL,
            fault = "The connection is lost after the final dot",
            then = "at most two, under one Message-ID")
    @Test
    void a_connection_lost_after_the_final_dot_repeats_the_digest_once_under_the_same_name() {
        mailTo(ScriptedSmtp.plain().next(ScriptedSmtp.DOT, ScriptedSmtp.HANG_UP));

        String run = assertTheDigestWaits("digest");

        nextPass();
        nextPass();
        assertThat(server.mails())
                .hasSize(2)
                .extracting(mail -> mail.header("Message-ID"))
                .containsOnly("<leads-" + run + "@development-leads>");
        assertThat(delivered()).isEqualTo(1);
    }

    // --------------------------------------------------------------------------------------------------- bounds

    @FaultCase(
            where = FaultCase.Where.MAIL,
            fault = "An answer of endless lines",
            then = "ended at the deadline; the digest waits")
    @ParameterizedTest
    @ValueSource(strings = {ScriptedSmtp.GREETING, "RCPT", ScriptedSmtp.DOT})
    void an_answer_of_endless_lines_ends_at_the_deadline_and_the_digest_waits(String command) {
        mailTo(ScriptedSmtp.plain().always(command, ScriptedSmtp.DRIP));
        morning.set("mail.deadline", "1s");
        long started = System.nanoTime();

        assertTheDigestWaits("not through within 1.0 seconds");

        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(20));
        assertThat(server.connections()).isEqualTo(1);
    }

    @FaultCase(
            where = FaultCase.Where.MAIL,
            fault = "An answer of endless lines, encrypted",
            then = "ended at the deadline; the digest waits")
    @Test
    void an_encrypted_answer_of_endless_lines_ends_at_the_deadline_too() {
        mailTo(ScriptedSmtp.tls(good).always("MAIL", ScriptedSmtp.DRIP));
        morning.set("mail.security", "tls").set("mail.deadline", "2s");

        try (Certificates.Trust trust = good.trusted()) {
            assertTheDigestWaits("not through within 2.0 seconds");
        }

        assertThat(verbs(server.encrypted())).contains("MAIL");
        assertThat(server.connections()).isEqualTo(1);
    }

    @FaultCase(
            where = FaultCase.Where.MAIL,
            fault = "A flood of lines",
            then = "ended after a megabyte; the digest waits")
    @Test
    void a_flood_of_lines_ends_after_a_megabyte_and_the_digest_waits() {
        mailTo(ScriptedSmtp.plain().always("EHLO", ScriptedSmtp.FLOOD));

        assertTheDigestWaits("the answer is larger than 1000000 bytes");

        assertThat(server.connections()).isEqualTo(1);
    }

    @FaultCase(where = FaultCase.Where.MAIL, fault = "A farewell without end", then = "the digest counts as delivered")
    @Test
    void an_endless_farewell_does_not_send_the_digest_again() {
        mailTo(ScriptedSmtp.plain().always("QUIT", ScriptedSmtp.DRIP));
        morning.set("mail.deadline", "1s");

        assertThat(morning.daily().code()).isZero();

        assertThat(server.mails()).hasSize(1);
        assertThat(delivered()).isEqualTo(1);
        nextPass();
        assertThat(server.mails()).extracting(Mail::recipients).containsExactly(List.of("buyer@example.com"));
    }
}
