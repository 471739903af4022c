package com.developmentleads.daily;

import static com.developmentleads.daily.SearchService.home;
import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.testing.LeadsTest;
import com.developmentleads.testing.TestInstallation;
import jakarta.mail.internet.MimeMultipart;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Several towns in one run: searches, sections, tabs; and what one town without answers does to the others. */
@Tag("slow")
@LeadsTest
class TownsTest {

    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);
    private static final String TOWNS = "Newton, MA | Waltham, MA | Natick, MA";

    private DailyRunFixture morning;

    private static SearchService.Result inWaltham(int number, int price) {
        return new SearchService.Result(
                number + " Moody St, Waltham, MA 02451 | Zillow",
                "https://www.zillow.com/homedetails/" + number + "-Moody-St-Waltham-MA-02451/" + number + "_zpid/",
                "For sale: $" + price + ", 3 beds, 1 bath house, teardown");
    }

    private String mail(int number, int part) throws Exception {
        return ((MimeMultipart) morning.mails().get(number).getContent())
                .getBodyPart(part)
                .getContent()
                .toString();
    }

    @Test
    void each_town_has_its_searches_its_section_and_its_tab_and_one_that_fails_stops_no_other() throws Exception {
        morning.withSheet()
                .withMail()
                .set("search.locations", TOWNS)
                .set("search.queries", "homes in {location} | lots")
                .set("sheets.tab", "Leads {town}");
        morning.search
                .finds("homes in Newton, MA", List.of(home(1, "teardown"), inWaltham(9, 500_000)))
                .finds("lots Newton, MA", List.of(home(3, "renovated")))
                .finds("homes in Waltham, MA", List.of(inWaltham(9, 500_000), inWaltham(2, 900_000)))
                .refuses("homes in Natick, MA", SearchService.refusal(400, "Unsupported `Natick, MA` location"));
        try (LeadsRuntime runtime = morning.start()) {
            Map<?, ?> report = DailyRunFixture.run(runtime, "monday", MONDAY);
            assertThat(report.get("state")).isEqualTo("partial");
            assertThat((String) report.get("error")).contains("Unsupported `Natick, MA` location");

            morning.search.refuses("homes in Natick, MA", null);
            morning.search
                    .finds("homes in Newton, MA", List.of())
                    .finds("lots Newton, MA", List.of())
                    .finds("homes in Waltham, MA", List.of(inWaltham(2, 850_000)));
            assertThat(DailyRunFixture.run(runtime, "tuesday", MONDAY.plusDays(1))
                            .get("state"))
                    .isEqualTo("succeeded");
        }
        // Whether the other query of the town that is refused has begun by then is chance.
        assertThat(morning.search.searches())
                .contains(
                        "homes in Newton, MA@0",
                        "lots Newton, MA@0",
                        "homes in Waltham, MA@0",
                        "lots Waltham, MA@0",
                        "homes in Natick, MA@0");
        assertThat(morning.search.requests())
                .allSatisfy(
                        request -> assertThat(SearchService.parameters(request).get("q"))
                                .endsWith(SearchService.parameters(request).get("location")));
        assertThat(morning.rows("select town from property_scans order by town, address"))
                .extracting(row -> row.get("town"))
                .containsExactly("Newton, MA", "Newton, MA", "Waltham, MA", "Waltham, MA");
        assertThat(morning.value("select location from runs where run_key = 'monday'"))
                .isEqualTo(TOWNS);

        assertThat(morning.mails()).hasSize(2);
        assertThat(morning.mails().get(0).getSubject())
                .isEqualTo("3 leads in Newton, MA and 2 other towns, 2026-11-23 (not complete)");
        assertThat(mail(0, 0))
                .containsSubsequence(
                        "== Newton, MA", "1 Example St", "== Waltham, MA", "9 Moody St", "Natick, MA: no new leads");
        assertThat(mail(0, 1)).containsSubsequence("Newton, MA</h2>", "1 Example St", "Waltham, MA</h2>", "Moody St");
        assertThat(mail(1, 0))
                .containsSubsequence("== Waltham, MA", "Price cut", "2 Moody St", "Newton, MA: no new leads");

        String sheet = TestInstallation.read(morning.sheetFile());
        assertThat(sheet).contains("Leads Newton, MA", "Leads Waltham, MA");
        assertThat(sheet.split("\"2 moody st waltham ma\""))
                .as("a row in one tab")
                .hasSize(2);
        assertThat(morning.rows("select distinct tab from sheet_places where kind = 'sheet'"))
                .hasSize(2);
    }

    @Test
    void one_town_is_as_ever_and_queries_that_name_it_are_refused_for_several() {
        morning.withSheet().set("search.location", "Newton, MA").finds(home(1, "teardown"));
        assertThat(morning.daily().code()).isZero();
        assertThat(morning.search.searches()).containsExactly(DailyRunFixture.QUERY + "@0");
        assertThat(TestInstallation.read(morning.sheetFile())).contains("\"Leads\"");
        assertThat(morning.rows("select * from deliveries where kind = 'tab'")).isEmpty();

        morning.search.finds("{location}".replace("{location}", "Natick, MA"), List.of());
        TestInstallation.Result other = morning.daily("--location", "Natick, MA", "{location}");
        assertThat(other.code()).isEqualTo(3);
        assertThat(morning.value("select location from runs order by id desc limit 1"))
                .isEqualTo("Natick, MA");

        morning.set("search.locations", "Newton, MA | Waltham, MA").set("search.queries", "homes in Newton, MA");
        assertThat(morning.place.run("status").err()).contains("search.queries names Newton, MA", "write {location}");
    }
}
