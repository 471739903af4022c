package com.developmentleads.provider.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real model, run by the real native libraries. */
class SentenceModelTest {

    private static final String SENTENCE = "A teardown on a large lot";

    @TempDir
    private Path folder;

    private SentenceModel model() {
        return new SentenceModel(folder.resolve("native").toString(), 100);
    }

    private static double cosine(float[] a, float[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }

    @Test
    void textsThatMeanTheSameAreNearEachOther() {
        try (SentenceModel model = model()) {
            float[][] vectors = model.of(List.of(
                    SENTENCE, "The house should be demolished; there is plenty of land", "A concert in the park"));
            assertThat(vectors[0]).hasSize(model.size());
            assertThat(cosine(vectors[0], vectors[0])).isCloseTo(1, within(1e-5));
            assertThat(cosine(vectors[0], vectors[1])).isGreaterThan(cosine(vectors[0], vectors[2]) + 0.1);
        }
    }

    @Test
    void sameTextGivesTheSameBitsAloneAndAmongOthers() {
        List<String> many = IntStream.range(0, 40)
                .mapToObj(i -> i == 20 ? SENTENCE : "sentence number " + i)
                .toList();
        try (SentenceModel one = model();
                SentenceModel other = model()) {
            assertThat(other.of(many)[20]).containsExactly(one.of(List.of(SENTENCE))[0]);
        }
    }

    @Test
    void longTextsAreCutWhereTheModelEnds() {
        String longText = "lot ".repeat(600);
        try (SentenceModel model = model()) {
            List<Embedding> embeddings =
                    model.embed(List.of(longText, longText + "and a barn", "lot ".repeat(100_000), "lot"));
            assertThat(embeddings.get(0).tokens()).isEqualTo(512);
            assertThat(embeddings.get(1).vector())
                    .containsExactly(embeddings.get(0).vector());
            assertThat(embeddings.get(2).vector())
                    .containsExactly(embeddings.get(0).vector());
            assertThat(embeddings.get(3).tokens()).isEqualTo(3);
        }
    }

    @Test
    void nothingIsLoadedBeforeTheFirstUseAndLibrariesAreUnpackedOnceForTheOwner() throws Exception {
        Path home = Path.of(System.getProperty("user.home"));
        try (SentenceModel model = model()) {
            assertThat(folder.resolve("native")).doesNotExist();
            model.of(List.of(SENTENCE));
        }
        List<Path> files = libraries();
        assertThat(files).hasSizeGreaterThanOrEqualTo(2);
        assertThat(Files.getPosixFilePermissions(folder.resolve("native")))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(home.resolve(".djl.ai")).doesNotExist();
        assertThat(home.resolve(".cache/JNA")).doesNotExist();
        List<FileTime> times = files.stream().map(SentenceModelTest::modified).toList();
        try (SentenceModel model = model()) {
            model.of(List.of(SENTENCE));
        }
        assertThat(libraries().stream().map(SentenceModelTest::modified)).isEqualTo(times);
    }

    private List<Path> libraries() throws Exception {
        try (Stream<Path> files = Files.walk(folder.resolve("native"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void cacheIsBoundedAndGivesTheSameObject() {
        VectorCache cache = new VectorCache(2);
        int[] computed = new int[1];
        for (String text : List.of("a", "b", "a", "c", "a", "b")) {
            cache.get(text, t -> new Embedding(new float[] {computed[0]++}, 1));
        }
        assertThat(computed[0]).as("a, b, c, and b once more").isEqualTo(4);
    }

    @Test
    void closedItRefuses() {
        SentenceModel model = model();
        model.of(List.of(SENTENCE));
        model.close();
        assertThatThrownBy(() -> model.of(List.of("another"))).isInstanceOf(IllegalStateException.class);
    }

    /** A process that ends while other threads load the model and embed texts. */
    public static final class EndsMeanwhile {

        public static void main(String[] arguments) throws InterruptedException {
            SentenceModel model = new SentenceModel(arguments[0], 1);
            Thread thread = new Thread(() -> {
                for (int i = 0; true; i++) {
                    model.of(List.of(SENTENCE + i, "number " + i));
                }
            });
            thread.setDaemon(true);
            thread.start();
            Thread.sleep(Long.parseLong(arguments[1]));
            System.exit(3);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 200, 350, 500, 700, 1000, 1500})
    void aProcessEndsInOrderWhileItLoadsOrEmbeds(int millis) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:ErrorFile=" + folder.resolve("crash.log"),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        EndsMeanwhile.class.getName(),
                        folder.resolve("native").toString(),
                        String.valueOf(millis))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out.txt").toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(3);
            assertThat(folder.resolve("crash.log")).doesNotExist();
        } finally {
            process.destroyForcibly();
        }
    }
}
