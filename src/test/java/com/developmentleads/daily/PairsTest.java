package com.developmentleads.daily;

import static com.developmentleads.daily.Models.YES;
import static com.developmentleads.daily.SearchService.home;
import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.testing.FaultCase;
import com.developmentleads.testing.LeadsTest;
import jakarta.mail.Multipart;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Records that belong together: both are made, or neither. */
@Tag("slow")
@LeadsTest
class PairsTest {

    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);

    private DailyRunFixture morning;

    @FaultCase(
            where = FaultCase.Where.DATABASE,
            fault = "The label of one answer cannot be written",
            then = "the answer is not recorded either, the next run asks again, and both runs send their digest")
    @Test
    void an_answer_without_its_label_is_not_recorded() {
        morning.withMail().finds(home(1, "teardown"), home(2, "teardown"));
        try (LeadsRuntime runtime = morning.start()) {
            morning.place.execute("create trigger full before update of classification on property_scans"
                    + " when new.address like '2 %' begin select raise(abort, 'no room'); end");
            DailyRunFixture.run(runtime, "monday", MONDAY);
            assertThat(morning.rows("select 1 from answers where property_key in"
                            + " (select property_key from property_scans where classification is null)"))
                    .isEmpty();
            assertThat(morning.mails()).hasSize(1);

            morning.place.execute("drop trigger full");
            Map<?, ?> report = DailyRunFixture.run(runtime, "tuesday", MONDAY.plusDays(1));

            assertThat(report.get("waiting")).isEqualTo(0);
        }
        assertThat(morning.rows("select classification from property_scans"))
                .extracting(row -> row.get("classification"))
                .containsExactly(YES, YES);
        assertThat(morning.rows("select 1 from answers")).hasSize(2);
        assertThat(morning.mails()).hasSize(2);
    }

    @FaultCase(
            where = FaultCase.Where.DATA,
            fault = "A lead that has an answer and no label, as earlier versions could leave one",
            then = "the digest is sent, with the label of the answer")
    @Test
    void a_lead_without_a_label_does_not_keep_the_mail_back() throws Exception {
        morning.finds(home(1, "teardown"), home(2, "teardown"));
        try (LeadsRuntime runtime = morning.start()) {
            DailyRunFixture.run(runtime, "monday", MONDAY);
        }
        morning.place.execute(
                "update property_scans set classification = null, address = null where address like '2 %'");
        morning.place.execute(
                "update property_scans set beds = '3', confidence = 'high', price = 'ask', year_built = 'about 1950'"
                        + " where address like '1 %'");
        morning.place.execute("update property_scans set price = ' $1,250,000' where address is null");
        morning.place.execute("delete from deliveries");
        morning.withMail().finds(new SearchService.Result[0]);
        try (LeadsRuntime runtime = morning.start()) {
            DailyRunFixture.run(runtime, "tuesday", MONDAY.plusDays(1));
        }
        assertThat(morning.mails()).hasSize(2);
        assertThat(morning.mails().get(0).getSubject()).startsWith("2 leads");
        assertThat(((Multipart) morning.mails().get(0).getContent())
                        .getBodyPart(0)
                        .getContent()
                        .toString())
                .contains("$1,250,000,", "no price,");
    }
}
