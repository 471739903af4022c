package com.developmentleads.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.developmentleads.files.ProcessLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps below a lock run alone or not at all, and the lock ends with them, however they end. */
class LockPolicyTest {

    private static final String IN = "direct:locked";

    @TempDir
    private Path folder;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch leave = new CountDownLatch(1);
    private ProducerTemplate template;

    @BeforeEach
    void start() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(IN).policy(new LockPolicy(file(), "held"))
                        .filter(body().isEqualTo("fail"))
                        .throwException(new IllegalStateException("as asked"))
                        .end()
                        .filter(body().isEqualTo("wait"))
                        // Goes on in another thread, as a split over several threads may.
                        .threads(1)
                        .process(exchange -> {
                            entered.countDown();
                            leave.await(30, TimeUnit.SECONDS);
                        })
                        .end()
                        .end()
                        .setBody(simple("done ${body}"));
            }
        });
        context.start();
        template = context.createProducerTemplate();
    }

    @AfterEach
    void stop() {
        leave.countDown();
        template.stop();
        context.stop();
        threads.shutdownNow();
    }

    private String file() {
        return folder.resolve("some.lock").toString();
    }

    private Object ask(String body) {
        return template.requestBody(IN, body);
    }

    @Test
    void stepsRunAndTheLockIsFreeAgain() throws Exception {
        assertThat(ask("one")).isEqualTo("done one");
        assertThat(ask("two")).isEqualTo("done two");
        ProcessLock other = new ProcessLock(file());
        assertThat(other.tryAcquire()).isTrue();
        other.release();
    }

    @Test
    void nothingRunsAndTheBodyIsNullWhileTheLockIsHeld() throws Exception {
        ProcessLock other = new ProcessLock(file());
        assertThat(other.tryAcquire()).isTrue();
        assertThat(ask("fail")).isNull();
        other.release();
        assertThat(ask("one")).isEqualTo("done one");
    }

    @Test
    void stepsThatFailFreeTheLock() {
        assertThatThrownBy(() -> ask("fail"))
                .isInstanceOf(CamelExecutionException.class)
                .hasRootCauseMessage("as asked");
        assertThat(ask("one")).isEqualTo("done one");
    }

    @Test
    void theLockIsHeldUntilStepsInAnotherThreadHaveEnded() throws Exception {
        CompletableFuture<Object> first = CompletableFuture.supplyAsync(() -> ask("wait"), threads);
        assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(ask("second")).isNull();
        leave.countDown();
        assertThat(first.get(30, TimeUnit.SECONDS)).isEqualTo("done wait");
        assertThat(ask("third")).isEqualTo("done third");
    }

    @Test
    void aLockThatCannotBeTakenIsAFailure() throws Exception {
        Files.createDirectory(Path.of(file()));
        assertThatThrownBy(() -> ask("one")).hasRootCauseInstanceOf(IOException.class);
    }
}
