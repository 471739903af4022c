package com.developmentleads.provider.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.developmentleads.provider.TrainingFiles;
import com.developmentleads.provider.learner.Example;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingFileTest {

    @TempDir
    private Path folder;

    private final TrainingFile files = new TrainingFile(200_000, 2_000, 10, 300, 20);

    private static String line(String user, String answer) {
        return "{\"messages\":[{\"role\":\"system\",\"content\":\"s\"},{\"role\":\"user\",\"content\":\"" + user
                + "\"},{\"role\":\"assistant\",\"content\":\"" + answer + "\"}]}";
    }

    /** Twelve good lines, of which the fourth is replaced. */
    private Path with(String fourth) throws Exception {
        List<String> lines = new ArrayList<>(Files.readAllLines(TrainingFiles.write(folder.resolve("good.jsonl"), 12)));
        lines.set(3, fourth);
        return Files.write(folder.resolve("file.jsonl"), lines);
    }

    private void refused(Path file, String code, String words) {
        assertThatThrownBy(() -> files.readTraining(file))
                .hasMessageContaining(words)
                .isInstanceOfSatisfying(
                        TrainingFileException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void goodFilesAreRead() throws Exception {
        List<Example> examples = files.readTraining(TrainingFiles.write(folder.resolve("a.jsonl"), 12));
        assertThat(examples).hasSize(12);
        assertThat(examples.get(0).answer()).isEqualTo("development_opportunity");
        assertThat(examples.get(0).prompt().system()).isEqualTo(TrainingFiles.SYSTEM);
        assertThat(examples.get(0).prompt().user()).startsWith("Classify this property:");
    }

    @Test
    void blankLinesAByteOrderMarkAndWindowsLineEndsAreFine() throws Exception {
        String text = "\uFEFF"
                + String.join("\r\n\r\n", Files.readAllLines(TrainingFiles.write(folder.resolve("a.jsonl"), 12)))
                + "\r\n";
        assertThat(files.readTraining(Files.writeString(folder.resolve("b.jsonl"), text)))
                .hasSize(12);
    }

    @Test
    void theLastAssistantTurnThatCountsIsTheAnswer() throws Exception {
        String line = "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"assistant\",\"content\":"
                + "\"not_opportunity\"},{\"role\":\"user\",\"content\":\"b\"},{\"role\":\"assistant\",\"content\":"
                + "\"ignored\",\"weight\":0}]}";
        Example example = files.readTraining(with(line)).get(3);
        assertThat(example.answer()).isEqualTo("not_opportunity");
        assertThat(example.prompt().user()).isEqualTo("a\nb");
    }

    @Test
    void brokenLinesAreNamed() throws Exception {
        String code = "invalid_training_file";
        refused(with("{\"messages\": ["), code, "Line 4 is not valid JSON");
        refused(with("[]"), code, "Line 4 is not a JSON object");
        refused(with("{\"prompt\":\"x\"}"), code, "Line 4 has no 'messages'");
        refused(with("{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}"), code, "Line 4 has no assistant");
        refused(with("{\"messages\":[{\"role\":\"judge\",\"content\":\"x\"}]}"), code, "'role'");
        refused(with("{\"messages\":[{\"role\":\"user\",\"content\":7}]}"), code, "'content' is not a text");
        refused(with("{\"messages\":[{\"role\":\"user\",\"content\":\" \"}]}"), code, "'content' is not a text");
        refused(with(line("x".repeat(3_000), "not_opportunity")), code, "Line 4 is longer than 2000 bytes");
        refused(with("{\"messages\":" + "[".repeat(900) + "]".repeat(900) + "}"), code, "Line 4 is not valid JSON");
        Path latin = folder.resolve("latin.jsonl");
        Files.write(latin, line("é", "a").getBytes(StandardCharsets.ISO_8859_1));
        refused(latin, code, "Line 1 is not valid UTF-8");
    }

    @Test
    void whatAClassifierCannotLearnIsRefused() throws Exception {
        refused(TrainingFiles.write(folder.resolve("few.jsonl"), 9), "too_few_examples", "9 examples");
        refused(TrainingFiles.write(folder.resolve("many.jsonl"), 301), "too_many_examples", "more than 300");
        List<String> same = new ArrayList<>();
        List<String> free = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            same.add(line("text " + i, "yes"));
            free.add(line("text " + i, "a poem number " + i));
        }
        refused(Files.write(folder.resolve("same.jsonl"), same), "one_answer_only", "\"yes\"");
        refused(Files.write(folder.resolve("free.jsonl"), free), "too_many_answers", "\"a poem number 0\"");
        Path large = Files.writeString(folder.resolve("large.jsonl"), "x".repeat(200_001));
        refused(large, "file_too_large", "200001 bytes");
    }
}
