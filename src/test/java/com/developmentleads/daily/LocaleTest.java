package com.developmentleads.daily;

import static com.developmentleads.daily.SearchService.home;
import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.crash.Child;
import com.developmentleads.testing.FaultCase;
import com.developmentleads.testing.LeadsTest;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written does not depend on the language of the machine. */
@Tag("slow")
@LeadsTest
class LocaleTest {

    private static final List<String> LANGUAGES = List.of("en-US", "tr-TR", "ar-EG", "th-TH-u-nu-thai");

    /** What differs between two runs of one language too. */
    private static final String OF_ONE_RUN = "\\d+(\\.\\d+)? m?s\\b|127\\.0\\.0\\.1:\\d+|\\d\\d:\\d\\d(:\\d\\d)?";

    /** What a day left behind. */
    private record Day(List<List<String>> sheet, String csv, String subject, String mail, String output) {}

    @FaultCase(
            where = FaultCase.Where.CONFIGURATION,
            fault = "The machine speaks Turkish, or Arabic or Thai with digits of its own",
            then = "sheet, mail, leads.csv and report are those of an English machine")
    @Test
    void aDayIsTheSameInEveryLanguage(@TempDir Path folder) throws Exception {
        List<Day> days = new ArrayList<>();
        for (String language : LANGUAGES) {
            days.add(day(folder.resolve(language), Locale.forLanguageTag(language)));
        }
        assertThat(days.get(0).sheet()).hasSize(3);
        assertThat(days.get(0).csv()).contains(",1750001,");
        assertThat(days.get(0).mail()).contains("$1,750,001");
        assertThat(days.get(0).subject()).startsWith("2 leads");
        for (int i = 1; i < days.size(); i++) {
            assertThat(days.get(i)).as(LANGUAGES.get(i)).isEqualTo(days.get(0));
        }
    }

    private static Day day(Path folder, Locale language) throws Exception {
        Files.createDirectories(folder);
        try (DailyRunFixture morning = new DailyRunFixture(folder)) {
            morning.withSheet()
                    .withMail()
                    .finds(home(1, 1_750_001, "teardown, IN IVY ISLAND"), home(2, 1_250_002, "teardown, 1,234 sqft"));
            List<String> command = new ArrayList<>(morning.place.options());
            command.add("daily");
            List<String> jvm = List.of(
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Duser.language=" + language.getLanguage(),
                    "-Duser.country=" + language.getCountry(),
                    "-Duser.extensions=" + language.getExtension('u'));
            try (Child child = Child.start(jvm, folder.resolve("output.txt"), command)) {
                assertThat(child.exit()).as(child.output()).isZero();
                assertThat(morning.mails()).as(child.output()).hasSize(1);
                MimeMessage mail = morning.mails().get(0);
                return new Day(
                        new SheetRows(morning.sheetFile()).all(),
                        csv(morning.place.data()),
                        mail.getSubject(),
                        plain(text(mail.getContent()), folder),
                        plain(child.output(), folder));
            }
        }
    }

    private static String csv(Path data) throws IOException {
        Path file = data.resolve("leads.csv");
        return Files.exists(file) ? Files.readString(file) : "";
    }

    private static String text(Object content) throws Exception {
        if (!(content instanceof MimeMultipart parts)) {
            return content.toString();
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < parts.getCount(); i++) {
            text.append(text(parts.getBodyPart(i).getContent()));
        }
        return text.toString();
    }

    private static String plain(String text, Path folder) {
        return text.replace(folder.toString(), "FOLDER").replaceAll(OF_ONE_RUN, "…");
    }
}
