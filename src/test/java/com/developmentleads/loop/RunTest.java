package com.developmentleads.loop;

import static com.developmentleads.testing.ScriptedApi.CHAT;
import static com.developmentleads.testing.ScriptedApi.JOBS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.testing.Fault;
import com.developmentleads.testing.FaultCase;
import com.developmentleads.testing.LeadsTest;
import com.developmentleads.testing.ScriptedApi;
import com.developmentleads.testing.TestInstallation;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.BodyPart;
import jakarta.mail.Header;
import jakarta.mail.Message;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.file.Files;
import java.sql.Connection;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.apache.camel.api.management.ManagedCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code leads run}: the routes by themselves, over restarts, and the mail that tells the outcome. */
@Timeout(90)
@Tag("slow")
@LeadsTest
class RunTest {

    private static final Duration SOON = Duration.ofSeconds(15);

    private ScriptedApi api;
    private GreenMail mail = mailServer(0);
    private TestInstallation here;
    private LeadsRuntime running;

    @BeforeEach
    void prepare() {
        here.set("mail.host", "127.0.0.1")
                .set("mail.port", Integer.toString(mail.getSmtp().getPort()))
                .set("mail.security", "none")
                .set("mail.from", "Leads <leads@example.org>")
                .set("mail.to", "owner@example.org, partner@example.org")
                .set("mail.timeout", "5s");
    }

    @AfterEach
    void stop() {
        stopRunning();
        mail.stop();
    }

    private static GreenMail mailServer(int port) {
        GreenMail server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        return server;
    }

    private void run() {
        running = here.start(LeadsRuntime.Mode.UNATTENDED);
    }

    private void stopRunning() {
        if (running != null) {
            running.close();
            running = null;
            TestInstallation.stopLogging();
        }
    }

    private String train() {
        assertThat(here.run("train").code()).isZero();
        return api.onlyJob();
    }

    private int polls(String job) {
        return api.count("GET", JOBS + "/" + job);
    }

    /** Waits until the job was polled twice more: what the first of those polls found is then dealt with. */
    private void awaitPolls(String job) {
        int before = polls(job);
        await().atMost(SOON).until(() -> polls(job) >= before + 2);
    }

    private void awaitTold(int jobs) {
        await().atMost(SOON)
                .until(() -> here.rows("select 1 from training_jobs where notified_at is not null")
                                .size()
                        == jobs);
    }

    /** Waits several times the poll interval, in which nothing more may happen. */
    private void awaitIdle() {
        String route = "training-watch";
        long before = exchanges(route);
        await().atMost(SOON).until(() -> exchanges(route) >= before + 4);
    }

    private long exchanges(String route) {
        return running.context()
                .getCamelContextExtension()
                .getContextPlugin(ManagedCamelContext.class)
                .getManagedRoute(route)
                .getExchangesCompleted();
    }

    @Test
    void watchesAcceptsAndTellsOverRestarts() throws Exception {
        String job = train();
        run();
        awaitPolls(job);
        api.setJob(job, "{\"status\":\"running\"}");
        await().atMost(SOON).until(() -> "running".equals(here.jobs().get(0).get("state")));
        stopRunning();

        api.next("POST", CHAT, Fault.error(404, "model_not_found", "Not yet"), Fault.drop());
        String model = api.succeed(job);
        run();
        awaitTold(1);
        stopRunning();
        assertThat(here.modelId()).contains(model + "\n");
        int polls = polls(job);
        int chats = api.count("POST", CHAT);
        run();
        awaitIdle();

        assertThat(polls(job)).isEqualTo(polls);
        assertThat(api.count("POST", CHAT)).isEqualTo(chats);
        assertThat(api.count("POST", JOBS)).isEqualTo(1);
        MimeMessage[] received = mail.getReceivedMessages();
        assertThat(received).as("one mail, one copy for each receiver").hasSize(2);
        MimeMessage told = received[0];
        assertThat(told.getSubject()).isEqualTo("Training succeeded: " + model);
        assertThat(told.getFrom()).extracting(Object::toString).containsExactly("Leads <leads@example.org>");
        assertThat(told.getRecipients(Message.RecipientType.TO))
                .extracting(Object::toString)
                .containsExactly("owner@example.org", "partner@example.org");
        assertThat(told.getAllRecipients()).hasSize(2);
        assertThat(told.getMessageID()).isEqualTo("<training-" + job + "-succeeded@development-leads>");
        assertThat(plain(told)).contains(model, job, "has succeeded");
        assertThat(html(told)).contains(model, job, "<h1");
        assertThat(Collections.list(told.getAllHeaders()))
                .extracting(Header::getName)
                .containsOnlyOnce("From", "To", "Subject", "Message-ID", "Date", "MIME-Version", "Content-Type")
                .allMatch(name -> List.of(
                                "From",
                                "To",
                                "Subject",
                                "Message-ID",
                                "Date",
                                "MIME-Version",
                                "Content-Type",
                                "Return-Path",
                                "Received")
                        .contains(name));
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "A job failed with hostile text as its reason",
            then = "one mail, in which the text is inert")
    @Test
    void tellsAFailureInWordsThatStayWords() throws Exception {
        String job = train();
        String hostile =
                "<script>alert(1)</script>\\r\\nBcc: evil@example.org\\r\\n\\r\\n${env:HOME} {{sys:user.home}} "
                        + "${7*191} <#assign x=1> $simple{env.HOME} [=7*191]";
        api.setJob(
                job,
                "{\"status\":\"failed\",\"error\":{\"code\":\"bad\",\"param\":\"f\",\"message\":\"" + hostile + "\"}}");
        run();
        awaitTold(1);

        assertThat(mail.getReceivedMessages()).hasSize(2);
        MimeMessage told = mail.getReceivedMessages()[0];
        assertThat(told.getSubject()).isEqualTo("Training failed: " + job);
        assertThat(told.getAllRecipients())
                .extracting(Object::toString)
                .containsExactly("owner@example.org", "partner@example.org");
        String inert = "${env:HOME} {{sys:user.home}} ${7*191}";
        assertThat(plain(told)).contains("<script>alert(1)</script> Bcc: evil@example.org " + inert);
        assertThat(html(told))
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", inert)
                .doesNotContain("<script", "1337");
        assertThat(here.modelId()).isEmpty();
        assertThat(here.jobs()).singleElement().satisfies(row -> assertThat(row).containsEntry("state", "failed"));
        awaitIdle();
        assertThat(mail.getReceivedMessages()).hasSize(2);
        assertThat(api.count("POST", JOBS)).isEqualTo(1);
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "A watched job is cancelled, and another is lost",
            then = "a mail each; none is made by itself")
    @Test
    void tellsThatAJobWasCancelledOrLost() throws Exception {
        String job = train();
        api.setJob(job, "{\"status\":\"cancelled\"}");
        run();
        awaitTold(1);
        assertThat(mail.getReceivedMessages()[0].getSubject()).isEqualTo("Training cancelled: " + job);
        stopRunning();

        here.run("train");
        String second = api.jobIds().get(1);
        api.forget(second);
        run();
        awaitTold(2);
        assertThat(mail.getReceivedMessages()).hasSize(4);
        assertThat(mail.getReceivedMessages())
                .extracting(MimeMessage::getSubject)
                .contains("Training lost: " + second);
        assertThat(here.jobs()).extracting(row -> row.get("state")).containsExactly("cancelled", "lost");
        assertThat(api.count("POST", JOBS)).isEqualTo(2);
    }

    @FaultCase(
            where = FaultCase.Where.MAIL,
            fault = "The mail server is down when a training ends",
            then = "one mail once it is back; the model is taken meanwhile")
    @Test
    void sendsOnceTheMailServerIsBack() throws Exception {
        int port = mail.getSmtp().getPort();
        mail.stop();
        String job = train();
        api.succeed(job);
        run();
        await().atMost(SOON).until(() -> exchanges("failure") >= 3);
        assertThat(here.modelId()).isPresent();

        mail = mailServer(port);
        awaitTold(1);
        awaitIdle();

        assertThat(mail.getReceivedMessages()).hasSize(2);
        assertThat(here.jobs()).singleElement().satisfies(row -> assertThat(row).containsEntry("state", "succeeded"));
    }

    @FaultCase(
            where = FaultCase.Where.DATABASE,
            fault = "The database takes no write when the outcome of a training is to be mailed",
            then = "no mail until it does, then one")
    @Test
    void noMailThatCannotBeRecorded() throws Exception {
        int port = mail.getSmtp().getPort();
        mail.stop();
        here.set("database.busy-timeout", "50ms");
        String job = train();
        api.succeed(job);
        run();
        await().atMost(SOON).until(() -> here.modelId().isPresent() && exchanges("failure") >= 3);

        try (Connection other = here.lock()) {
            mail = mailServer(port);
            awaitIdle();
            assertThat(mail.getReceivedMessages()).isEmpty();
        }
        awaitTold(1);
        awaitIdle();
        assertThat(mail.getReceivedMessages()).as("one for each address").hasSize(2);
    }

    @Test
    void aMailSentAgainAfterACrashHasTheSameId() throws Exception {
        String job = train();
        api.succeed(job);
        run();
        awaitTold(1);
        stopRunning();
        // Between the answer of the mail server and the line of the mail.
        Files.delete(here.data().resolve("deliveries.jsonl"));
        here.execute("update training_jobs set notified_at = null");
        run();
        awaitTold(1);

        assertThat(mail.getReceivedMessages()).hasSize(4);
        assertThat(mail.getReceivedMessages()[3].getMessageID())
                .isEqualTo(mail.getReceivedMessages()[0].getMessageID());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void logsInWhenConfigured(boolean rightPassword) throws Exception {
        mail.setUser("leads@example.org", "leads", "pass phrase");
        TestInstallation.write(
                here.keyFile(),
                "OPENAI_API_KEY=" + ScriptedApi.KEY + "\nSMTP_PASSWORD="
                        + (rightPassword ? "pass phrase" : "wrong-smtp-password") + "\n");
        here.set("mail.username", "leads");
        String job = train();
        api.succeed(job);
        run();

        if (rightPassword) {
            awaitTold(1);
            assertThat(mail.getReceivedMessages()).hasSize(2);
        } else {
            await().atMost(SOON).until(() -> exchanges("failure") >= 2);
            assertThat(mail.getReceivedMessages()).isEmpty();
            stopRunning();
            assertThat(here.files())
                    .allSatisfy(file -> assertThat(TestInstallation.read(file)).doesNotContain("wrong-smtp-password"));
        }
    }

    @Test
    void withoutMailTheOutcomeIsInTheLogAloneAndEachChangeIsToldOnce() {
        here.set("mail.host", "");
        String job = train();
        run();
        for (String state : List.of("queued", "running")) {
            api.setJob(job, "{\"status\": \"" + state + "\"}");
            awaitPolls(job);
        }
        String model = api.succeed(job);
        awaitTold(1);
        awaitIdle();

        assertThat(mail.getReceivedMessages()).isEmpty();
        stopRunning();
        assertThat(TestInstallation.read(here.log()).lines())
                .filteredOn(line -> line.contains("The job ") || line.contains("The model "))
                .extracting(line -> line.replaceAll("^.*?\\] ", ""))
                .containsExactly(
                        "The job " + job + " is made, validating_files",
                        "The job " + job + " is queued",
                        "The job " + job + " is running",
                        "The model " + model + " is promoted, not measured: nothing is held out; leads prepare holds"
                                + " examples out once there are enough",
                        "The job " + job + " has ended, succeeded");
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "Polls of a job fail with 503",
            then = "the job stays as it was; the next poll goes on")
    @Test
    void onePollThatFailsIsFollowedByAnother() {
        String job = train();
        api.always("GET", JOBS + "/" + job, Fault.error(503, "server_is_overloaded", "Sorry"));
        run();
        await().atMost(SOON).until(() -> exchanges("failure") >= 2);
        assertThat(here.jobs().get(0)).containsEntry("state", "validating_files");

        api.heal();
        api.succeed(job);
        awaitTold(1);

        assertThat(here.modelId()).isPresent();
        stopRunning();
        assertThat(TestInstallation.read(here.log())).containsPattern("WARN +failure .*training-.*, HTTP 503, Sorry");
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "Polls of one of two jobs fail",
            then = "the other is taken to its end")
    @Test
    void oneJobInFailureDoesNotHoldUpAnother() {
        String bad = train();
        assertThat(here.run("train", "--again").code()).isZero();
        String good = api.jobIds().get(1);
        api.always("GET", JOBS + "/" + bad, Fault.error(500, "server_error", "Sorry"));
        String model = api.succeed(good);
        run();
        awaitTold(1);

        assertThat(here.modelId()).contains(model + "\n");
        assertThat(here.jobs()).extracting(row -> row.get("state")).containsExactly("validating_files", "succeeded");
    }

    private static String plain(MimeMessage message) throws Exception {
        return part(message, 0, "text/plain");
    }

    private static String html(MimeMessage message) throws Exception {
        return part(message, 1, "text/html");
    }

    private static String part(MimeMessage message, int index, String type) throws Exception {
        assertThat(message.getContentType()).startsWith("multipart/alternative");
        MimeMultipart parts = (MimeMultipart) message.getContent();
        assertThat(parts.getCount()).isEqualTo(2);
        BodyPart part = parts.getBodyPart(index);
        assertThat(part.getContentType().toLowerCase(Locale.ROOT))
                .startsWith(type)
                .contains("utf-8");
        return part.getContent().toString();
    }
}
