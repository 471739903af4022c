package com.developmentleads.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.prompt.Prompt;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a training file is described as. */
class DatasetTest {

    @Test
    void the_fields_are_those_that_an_example_tells(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("training.jsonl");
        String turn = "{\"messages\":[{\"role\":\"user\",\"content\":\"Classify this property:\\nAddress: %s\"}]}";
        Files.write(
                file,
                List.of(
                        turn.formatted("1 Oak St\\nZoning: SR2"),
                        "no JSON",
                        "[]",
                        turn.formatted("2 Oak St\\nPrice: $1")));
        Dataset dataset = new Dataset(
                file.toString(), folder.resolve("none").toString(), new Prompt("routes/prompts", "yes,no", 4000));
        assertThat(dataset.describe())
                .containsEntry("prompt_fields", "address,record_zoning,price")
                .containsEntry("training_examples", 4L);
    }
}
