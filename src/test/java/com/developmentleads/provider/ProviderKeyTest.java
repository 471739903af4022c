package com.developmentleads.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.developmentleads.testing.FaultCase;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderKeyTest {

    private static final String GIVEN = "one-of-the-operators-choice";

    @TempDir
    private Path folder;

    private final List<String> secrets = new ArrayList<>();

    private ProviderKey key(String given) {
        return new ProviderKey(folder.resolve("provider"), given, secrets::add);
    }

    private Path file() {
        return folder.resolve("provider/key");
    }

    private static Path restricted(Path file, String permissions) throws IOException {
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private void write(String content) throws IOException {
        Files.createDirectories(file().getParent());
        restricted(Files.writeString(file(), content), "rw-------");
    }

    @Test
    void itIsMadeOnceForItsOwnerAlone() throws Exception {
        assertThat(key(null).find()).isEmpty();
        assertThat(file()).doesNotExist();

        String made = key(null).require();

        assertThat(made).matches("leads-[A-Za-z0-9_-]{43}");
        assertThat(file()).hasContent(made);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file().getParent())))
                .isEqualTo("rwx------");
        assertThat(key(null).require()).isEqualTo(made);
        assertThat(key(null).find()).contains(made);
        assertThat(secrets).isNotEmpty().containsOnly(made);
        Files.delete(file());
        assertThat(key(null).require()).isNotEqualTo(made);
    }

    /** Prints the key of a folder once a line has come in. */
    public static void main(String[] arguments) throws IOException {
        System.in.read();
        System.out.println(new ProviderKey(Path.of(arguments[0]), null, secret -> {}).require());
    }

    @FaultCase(
            where = FaultCase.Where.MACHINE,
            fault = "Several processes, and several threads of one, begin with the provider's folder at the same time",
            then = "one key, which all of them have")
    @Test
    void whoComesAtTheSameTimeAgrees() throws Exception {
        List<Process> processes = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int i = 0; i < 3; i++) {
                processes.add(new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-cp",
                                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                                ProviderKeyTest.class.getName(),
                                file().getParent().toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start());
            }
            for (Process process : processes) {
                process.getOutputStream().write('\n');
                process.getOutputStream().flush();
            }
            Set<String> keys = new HashSet<>();
            List<Callable<String>> tasks = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                tasks.add(() -> key(null).require());
            }
            for (Future<String> made : threads.invokeAll(tasks)) {
                keys.add(made.get());
            }
            for (Process process : processes) {
                try (BufferedReader out = process.inputReader()) {
                    keys.add(out.readLine());
                }
            }
            assertThat(keys).hasSize(1).doesNotContainNull();
            assertThat(file()).hasContent(keys.iterator().next());
        } finally {
            threads.shutdownNow();
            processes.forEach(Process::destroyForcibly);
        }
    }

    @FaultCase(
            where = FaultCase.Where.MACHINE,
            fault = "The file of the provider's key is empty, short, of several lines or binary",
            then = "one line says so and what to do; nothing is let in by it")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "short",
                "leads-of-two-lines-the-first\nand-the-second-of-them\n",
                "leads-with-\u0007-a-bell-in-the-middle"
            })
    void anUnusableFileIsNoKey(String content) throws Exception {
        write(content);
        assertThatThrownBy(() -> key(null).require())
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file() + ", holds no key")
                .hasMessageContaining(" — remove it");
        assertThat(file()).as("left as it was").hasContent(content);
        assertThat(key(null).admits("")).isFalse();
        assertThat(key(null).admits(content)).isFalse();
        assertThat(key(null).admits(content.strip())).isFalse();
        assertThat(key(GIVEN).require()).isEqualTo(GIVEN);
        assertThat(key(GIVEN).admits(content)).isFalse();
    }

    @FaultCase(
            where = FaultCase.Where.MACHINE,
            fault = "Others may read or write the file of the provider's key, or it is a link or a folder",
            then = "one line says so and what to do; nothing is let in by it")
    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw-rw----", "rw-----w-", "link", "folder"})
    void aFileThatOthersMayUseIsNoKey(String how) throws Exception {
        String made = key(null).require();
        switch (how) {
            case "link" -> {
                Path elsewhere = Files.move(file(), folder.resolve("elsewhere"));
                Files.createSymbolicLink(file(), elsewhere);
            }
            case "folder" -> {
                Files.delete(file());
                Files.createDirectory(file());
            }
            default -> restricted(file(), how);
        }
        assertThatThrownBy(() -> key(null).require())
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file().toString())
                .hasMessageContaining(" — remove it");
        assertThat(key(null).admits(made)).isFalse();
        assertThat(key(GIVEN).find()).contains(GIVEN);
    }

    @Test
    void theOneGivenAndTheOneOfTheFileAreLetIn() throws Exception {
        ProviderKey serving = key(GIVEN);
        assertThat(serving.require()).isEqualTo(GIVEN);
        assertThat(file()).as("not needed").doesNotExist();
        assertThat(serving.admits(GIVEN)).isTrue();

        String made = key(null).require();

        assertThat(serving.admits(made)).as("a command without the variable").isTrue();
        assertThat(key(GIVEN).require())
                .as("a command with it, of whatever the server has")
                .isEqualTo(made);
        assertThat(serving.admits(null)).isFalse();
        assertThat(serving.admits("")).isFalse();
        assertThat(serving.admits(made + "x")).isFalse();
    }

    @Test
    void aKeyThatWasReplacedIsNoMore() throws Exception {
        ProviderKey serving = key(null);
        String old = serving.require();
        assertThat(serving.admits(old)).isTrue();

        Files.delete(file());
        String made = key(null).require();

        assertThat(serving.admits(made)).isTrue();
        assertThat(serving.admits(old)).isFalse();
    }
}
