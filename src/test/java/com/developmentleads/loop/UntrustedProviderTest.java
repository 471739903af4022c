package com.developmentleads.loop;

import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.testing.Certificates;
import com.developmentleads.testing.Certificates.Certificate;
import com.developmentleads.testing.FaultCase;
import com.developmentleads.testing.RawServer;
import com.developmentleads.testing.ScriptedApi;
import com.developmentleads.testing.TestInstallation;
import com.developmentleads.testing.TestInstallation.Result;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that does not prove to be the provider is told nothing: no key, no file, no request. */
@Timeout(40)
@Tag("security")
class UntrustedProviderTest {

    private static final RawServer.Script REFUSAL = RawServer.http((server, in, out) -> {
        String body = ScriptedApi.error("invalid_api_key", "No such key").toString();
        out.write(("HTTP/1.1 401 No\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n"
                        + body)
                .getBytes(StandardCharsets.US_ASCII));
    });

    @TempDir
    private static Path keys;

    private static Certificate good;
    private static Certificate expired;
    private static Certificate elsewhere;

    @TempDir
    private Path folder;

    private RawServer server;
    private TestInstallation here;

    @BeforeAll
    static void make() {
        good = Certificates.good(keys);
        expired = Certificates.expired(keys);
        elsewhere = Certificates.ofAnotherHost(keys);
    }

    @BeforeEach
    void prepare() {
        here = new TestInstallation(folder, "http://127.0.0.1:1/v1").withTrainingFile();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void serve(Certificate certificate) {
        server = RawServer.start(certificate.server(), REFUSAL);
        here.set("openai.base-url", server.url() + "/v1");
    }

    private void assertNothingWasSent(String why) {
        Result train = here.run("train");

        assertThat(train.code()).isEqualTo(1);
        assertThat(train.err())
                .contains("the provider was not asked, the server's certificate is not trusted: ", why)
                .hasLineCount(1);
        assertThat(server.connections()).isEqualTo(1);
        assertThat(server.requests()).isZero();
        assertThat(server.received()).isZero();
        assertThat(here.jobs())
                .singleElement()
                .satisfies(
                        row -> assertThat(row).containsEntry("job_id", null).containsEntry("training_file_id", null));
        assertThat(here.jobId()).isEmpty();

        Result status = here.run("status", "ftjob-1");

        assertThat(status.code()).isEqualTo(1);
        assertThat(status.err()).contains(why).hasLineCount(1);
        assertThat(server.connections()).isEqualTo(2);
        assertThat(server.received()).isZero();
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "A certificate that nobody vouches for",
            then = "one connection, not a byte sent, one line")
    @Test
    void a_certificate_that_nobody_vouches_for_is_refused_at_the_first_connection() {
        serve(good);
        assertNothingWasSent("unable to find valid certification path");
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "A certificate that has expired",
            then = "one connection, not a byte sent, one line")
    @Test
    void a_certificate_that_has_expired_is_refused_though_its_maker_is_trusted() {
        serve(expired);
        try (Certificates.Trust trust = expired.trusted()) {
            assertNothingWasSent("NotAfter");
        }
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "A certificate of another host",
            then = "one connection, not a byte sent, one line")
    @Test
    void a_certificate_of_another_host_is_refused_though_its_maker_is_trusted() {
        serve(elsewhere);
        try (Certificates.Trust trust = elsewhere.trusted()) {
            assertNothingWasSent("127.0.0.1");
        }
    }

    @Test
    void a_trusted_certificate_of_this_host_is_taken() {
        serve(good);
        try (Certificates.Trust trust = good.trusted()) {
            Result train = here.run("train");

            assertThat(train.code()).isEqualTo(4);
            assertThat(train.err()).contains("No such key").hasLineCount(1);
            assertThat(server.requests()).isEqualTo(1);
        }
    }
}
