package com.developmentleads.provider.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.developmentleads.provider.wire.ApiException;
import com.developmentleads.provider.wire.FileDocument;
import com.developmentleads.provider.wire.JobDocument;
import com.developmentleads.provider.wire.ModelDocument;
import com.developmentleads.testing.FaultCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuotaTest {

    private static final Quota QUOTA = new Quota(4, 100, 3, Duration.ofDays(7).toMillis());
    private static final Instant BEGIN = Instant.parse("2026-11-25T12:00:00Z");

    @TempDir
    private Path folder;

    private ProviderStore store;

    @BeforeEach
    void open() throws IOException {
        reopen(Duration.ZERO);
    }

    /** The provider's next start, so long after the first. */
    private void reopen(Duration later) throws IOException {
        if (store != null) {
            store.close();
        }
        store = new ProviderStore(folder.resolve("provider"), QUOTA, Clock.fixed(BEGIN.plus(later), ZoneOffset.UTC));
    }

    private FileDocument upload(String name, int bytes, Long expiresAfter) throws IOException {
        Path received = Files.write(folder.resolve("provider/incoming").resolve(name), new byte[bytes]);
        return store.addFile(received, name, "fine-tune", expiresAfter);
    }

    private String upload(String name) throws IOException {
        return upload(name, 10, null).id();
    }

    private String job(String training, String validation) {
        return store.addJob(
                        "",
                        id -> new JobDocument(
                                id,
                                "fine_tuning.job",
                                store.now(),
                                null,
                                "local-linear",
                                null,
                                "local",
                                "queued",
                                training,
                                validation,
                                null,
                                null,
                                null,
                                null,
                                List.of(),
                                1,
                                Map.of(),
                                null),
                        "Created")
                .key();
    }

    private void finish(String job, List<String> results) {
        assertThat(store.advance(job, document -> document.succeeded(store.now(), "m", results), "info", "done", null))
                .isPresent();
    }

    private List<String> kept() {
        return store.files().stream().map(FileDocument::id).toList();
    }

    private void requireFull(String... named) {
        assertThatThrownBy(() -> upload("more.jsonl"))
                .isInstanceOfSatisfying(ApiException.class, refusal -> {
                    assertThat(refusal.getStatus()).isEqualTo(429);
                    assertThat(refusal.getCode()).isEqualTo("file_limit_reached");
                })
                .hasMessageContainingAll(named);
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "The embedded provider is full of uploads that no job uses",
            then =
                    "the refusal names the oldest and says what to do; once they expire, also over a restart, there is room")
    @Test
    void uploadsThatNobodyUsesFillItForAWhileOnly() throws Exception {
        String first = upload("first.jsonl");
        String second = upload("second.jsonl");
        upload("third.jsonl");
        String fourth = upload("fourth.jsonl");
        requireFull("4 of 4 files", "Delete", first + " (first.jsonl), " + second, "168 hours");
        assertThatThrownBy(() -> upload("more.jsonl")).hasMessageNotContaining(fourth);

        assertThat(store.deleteFile(first)).isTrue();
        String mine = upload("mine.jsonl");
        assertThat(kept()).hasSize(4).contains(mine);

        reopen(Duration.ofDays(7).minusSeconds(1));
        requireFull(second);
        reopen(Duration.ofDays(7));
        assertThat(kept()).isEmpty();
        assertThat(folder.resolve("provider/files")).isEmptyDirectory();
        upload("more.jsonl");
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "The embedded provider is full of files of jobs that are over",
            then = "the oldest of them make room, those of open jobs stay")
    @Test
    void filesOfFinishedJobsMakeRoom() throws Exception {
        String openTraining = upload("open.jsonl");
        String open = job(openTraining, null);
        String training = upload("training.jsonl");
        String validation = upload("validation.jsonl");
        String over = job(training, validation);
        String result = store.addResult("file-result", "step_metrics.csv", out -> out.write(1))
                .id();
        finish(over, List.of(result));

        String next = upload("next.jsonl");
        assertThat(kept()).containsExactly(next, result, validation, openTraining);
        assertThat(store.content(training)).isEmpty();
        upload("second.jsonl");
        upload("third.jsonl");
        assertThat(kept()).hasSize(4).contains(openTraining);
        requireFull(next);

        finish(open, List.of());
        upload("fourth.jsonl");
        assertThat(kept()).doesNotContain(openTraining);
    }

    @Test
    void bytesCount() throws Exception {
        String old = upload("old.jsonl", 60, null).id();
        assertThatThrownBy(() -> upload("large.jsonl", 41, null)).hasMessageContaining("60 of 100 bytes");
        upload("fits.jsonl", 40, null);
        requireFull("100 of 100 bytes", old);
        finish(job(old, null), List.of());
        upload("fits-now.jsonl", 60, null);
        assertThatThrownBy(() -> upload("too-large.jsonl", 101, null))
                .isInstanceOfSatisfying(
                        ApiException.class,
                        refusal -> assertThat(refusal.getStatus()).isEqualTo(413));
    }

    @Test
    void aFileOfAJobDoesNotExpire() throws Exception {
        String open = upload("open.jsonl");
        String asked = upload("asked.jsonl", 10, 3600L).id();
        job(open, asked);
        String over = upload("over.jsonl");
        finish(job(over, null), List.of());
        long unused = upload("unused.jsonl", 10, null).expiresAt();
        assertThat(unused).isEqualTo(BEGIN.plus(Duration.ofDays(7)).getEpochSecond());
        assertThat(store.file(over).orElseThrow().expiresAt()).isNull();
        assertThat(store.file(asked).orElseThrow().expiresAt())
                .isEqualTo(BEGIN.plusSeconds(3600).getEpochSecond());

        reopen(Duration.ofDays(400));

        assertThat(kept()).containsExactlyInAnyOrder(open, asked, over);
        store.jobs().stream().filter(job -> !job.document().isOver()).forEach(job -> finish(job.key(), List.of()));
        assertThat(kept()).as("as its client asked").containsExactlyInAnyOrder(open, over);
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "As many jobs are kept by the embedded provider as may be",
            then = "the oldest that is over makes room and its model goes on; while none is over, 429 says to wait")
    @Test
    void finishedJobsMakeRoom() throws Exception {
        String file = upload("training.jsonl");
        String first = job(file, null);
        String second = job(file, null);
        String third = job(file, null);
        assertThatThrownBy(() -> job(file, null))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("wait until one is over");
        finish(second, List.of());
        store.addModel(second, ModelDocument.of("ft:second", store.now(), "local"), out -> out.write(1));
        finish(third, List.of());

        String fourth = job(file, null);

        assertThat(store.jobs().stream().map(StoredJob::key)).containsExactly(fourth, third, first);
        assertThat(store.weights("ft:second")).isPresent();
        reopen(Duration.ofDays(1));
        assertThat(store.jobs()).hasSize(3);
        assertThat(store.weights("ft:second")).isPresent();
    }
}
