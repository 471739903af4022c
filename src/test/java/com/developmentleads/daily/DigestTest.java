package com.developmentleads.daily;

import static com.developmentleads.daily.SearchService.home;
import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.daily.Loopback.Answer;
import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.testing.FaultCase;
import com.developmentleads.testing.FreePort;
import com.developmentleads.testing.LeadsTest;
import com.developmentleads.testing.TestInstallation;
import jakarta.mail.BodyPart;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The digest, as a real mail server receives it. */
@Tag("slow")
@LeadsTest
class DigestTest {

    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);

    private DailyRunFixture morning;

    private MimeMessage onlyMail() {
        assertThat(morning.mails()).hasSize(1);
        return morning.mails().get(0);
    }

    private static String part(MimeMessage mail, String type) throws Exception {
        assertThat(mail.getContentType()).startsWith("multipart/alternative");
        Multipart parts = (Multipart) mail.getContent();
        assertThat(parts.getCount()).isEqualTo(2);
        for (int i = 0; i < parts.getCount(); i++) {
            BodyPart part = parts.getBodyPart(i);
            if (part.isMimeType(type)) {
                return part.getContent().toString().replace("\r\n", "\n");
            }
        }
        throw new AssertionError("no " + type);
    }

    @Test
    void it_has_the_leads_best_first_in_html_and_in_plain_text_and_the_run_in_numbers() throws Exception {
        SearchService.Result page =
                new SearchService.Result("Homes for sale in Newton, MA", "https://www.zillow.com/newton-ma/", "x");
        morning.withMail()
                .finds(
                        home(1, 1_250_000, "teardown, built in 1948, 0.3 acre lot"),
                        home(2, "charming"),
                        home(3, "teardown"),
                        page);
        morning.models.always(request -> {
            morning.models.withLogprobs(Models.question(request).contains("3 Example") ? -0.01 : -0.5);
            return null;
        });

        assertThat(morning.set("classify.concurrency", "1").daily().code()).isZero();

        MimeMessage mail = onlyMail();
        assertThat(mail.getSubject()).isEqualTo("2 leads in Newton, MA, " + morning.value("select run_date from runs"));
        assertThat(mail.getFrom()).extracting(Object::toString).containsExactly("Leads <leads@example.com>");
        assertThat(mail.getAllRecipients()).extracting(Object::toString).containsExactly("buyer@example.com");
        assertThat(mail.getMessageID())
                .isEqualTo("<leads-" + morning.value("select run_key from runs") + "@development-leads>");
        assertThat(((Multipart) mail.getContent()).getBodyPart(1).isMimeType("text/html"))
                .isTrue();
        String html = part(mail, "text/html");
        assertThat(html.indexOf("3 Example St")).isPositive().isLessThan(html.indexOf("1 Example St"));
        assertThat(html)
                .contains(
                        "<h1 ",
                        "2 leads in Newton, MA",
                        "$1,250,000",
                        "very sure, score 99",
                        "not very sure, score 61",
                        "0.3 acres",
                        "$96 per sqft of lot",
                        "href=\"https://www.zillow.com/homedetails/1-Example-St-Newton-MA-02458/1_zpid/\"",
                        "4, from 1 search<",
                        "3; 3 new, 0 changed",
                        "1 not one property",
                        "gpt-6-luna",
                        "3,000 in, 15 out",
                        "$0.0003")
                .doesNotContain("2 Example St", "open the sheet", "http-equiv", "<img", "src=");
        String text = part(mail, "text/plain");
        assertThat(text.indexOf("1. 3 Example St")).isPositive().isLessThan(text.indexOf("2. 1 Example St"));
        assertThat(text)
                .contains(
                        "2 leads in Newton, MA",
                        "$1,250,000, development opportunity (not very sure, score 61)",
                        "lot 0.3 acres, 3 beds, 1 bath, for sale, Zillow",
                        "https://www.zillow.com/homedetails/1-Example-St-Newton-MA-02458/1_zpid/",
                        "4, from 1 search\n",
                        "3; 3 new, 0 changed",
                        "2 development opportunity, 1 not opportunity",
                        "1 not one property",
                        "gpt-6-luna",
                        "3,000 in, 15 out",
                        "$0.0003")
                .doesNotContain("<", "&amp;", "&#");
    }

    @FaultCase(
            where = FaultCase.Where.MAIL,
            fault = "A hundred leads with long texts in many alphabets",
            then = "a mail below 100 KB that says how many more there are, and where")
    @Test
    void a_mail_of_a_hundred_leads_is_not_cut_off_by_a_mail_program() throws Exception {
        String details = "teardown, Grundstück bei der Mühle, участок под застройку, 解体予定の家 & \"more\" = 1. ";
        morning.withMail()
                .finds(IntStream.rangeClosed(1, 100)
                        .mapToObj(number -> home(number, 700_000 + number, details.repeat(8)))
                        .toArray(SearchService.Result[]::new));

        assertThat(morning.daily().code()).isZero();

        MimeMessage mail = onlyMail();
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        mail.writeTo(raw);
        assertThat(raw.size()).isBetween(50_000, 100_000);
        for (String type : List.of("text/html", "text/plain")) {
            String text = part(mail, type);
            int shown = text.split(" Example St", -1).length - 1;
            assertThat(text).contains("100 leads in Newton, MA", (100 - shown) + " more", "leads.csv", "gpt-6-luna");
            assertThat(shown).isBetween(10, 99);
        }
    }

    @Test
    void it_tells_new_leads_price_cuts_and_changes_apart() throws Exception {
        LocalDate monday = LocalDate.of(2026, 11, 23);
        morning.withMail()
                .set("leads.order", "price")
                .finds(home(1, 800_000, "teardown"), home(2, 900_000, "teardown"), home(3, 500_000, "teardown"));
        try (LeadsRuntime runtime = morning.start()) {
            DailyRunFixture.run(runtime, "monday", monday);
            morning.finds(
                    home(1, 720_000, "teardown"),
                    home(2, 950_000, "teardown"),
                    home(3, 500_000, "teardown"),
                    home(4, 990_000, "teardown"),
                    home(5, 610_000, "teardown"));
            DailyRunFixture.run(runtime, "tuesday", monday.plusDays(1));
            morning.finds(home(1, 720_000, "teardown, sold as is"));
            DailyRunFixture.run(runtime, "wednesday", monday.plusDays(2));
        }
        String text = part(morning.mails().get(1), 0);
        assertThat(text)
                .containsSubsequence(
                        "1. 5 Example St",
                        "2. 4 Example St",
                        "Price cut",
                        "3. 1 Example St",
                        "$800,000 → $720,000 (−10 %)",
                        "first seen 2026-11-23 (1 day ago)",
                        "Changed",
                        "4. 2 Example St",
                        "$950,000")
                .doesNotContain("3 Example St");
        assertThat(part(morning.mails().get(1), 1))
                .contains("<h2", "https://www.openstreetmap.org/search?query=5%20Example%20St%2C%20Newton");
        assertThat(part(morning.mails().get(2), 0))
                .contains("Changed", "$720,000")
                .doesNotContain("→");
        assertThat(morning.rows(
                        "select day, price from property_history where property_key like '1 example%' order by day"))
                .extracting(row -> row.get("day") + " " + row.get("price"))
                .containsExactly("2026-11-23 800000.0", "2026-11-24 720000.0");
    }

    private static String part(MimeMessage mail, int part) throws Exception {
        return ((Multipart) mail.getContent()).getBodyPart(part).getContent().toString();
    }

    @Test
    void it_links_to_the_sheet_when_there_is_one() throws Exception {
        morning.withSheet()
                .withMail()
                .set("sheets.link", "https://sheets.example/mine?x=1&y=2")
                .finds(home(1, "teardown"));

        morning.daily();

        assertThat(part(onlyMail(), "text/html")).contains("href=\"https://sheets.example/mine?x=1&amp;y=2\"");
        assertThat(part(onlyMail(), "text/plain")).contains("https://sheets.example/mine?x=1&y=2");
    }

    @FaultCase(
            where = FaultCase.Where.SEARCH,
            fault = "Hostile text in title, link and snippet",
            then = "inert in subject, HTML and text; nobody else gets the mail")
    @Test
    void what_comes_from_the_web_does_nothing_in_the_mail() throws Exception {
        String hostile =
                "teardown <script>alert(1)</script></td></table><img src=x onerror=a> ${env:HOME} {{sys:user.home}}"
                        + " #{7*7} <#list 1..9 as i>x</#list> =IMPORTXML(\"http://evil.example\") \u202eevil\u202c \"quoted\" 'single' &amp;"
                        + "\r\nBcc: victim@example.com\r\n\r\nsecond";
        morning.withMail()
                .finds(new SearchService.Result(home(1, "").title(), home(1, "").link() + "?\"onclick=x", hostile));

        TestInstallation.Result result =
                morning.daily("--location", "Newton <b>\r\nBcc: victim@example.com\r\n${env:HOME} #{7*7}");

        assertThat(result.code()).isZero();
        MimeMessage mail = onlyMail();
        assertThat(mail.getAllRecipients()).extracting(Object::toString).containsExactly("buyer@example.com");
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getSubject())
                .startsWith("1 lead in Newton <b> Bcc: victim@example.com ${env:HOME} #{7*7}, ")
                .doesNotContain("\n", "\r");
        String html = part(mail, "text/html");
        assertThat(html)
                .contains(
                        "&lt;script&gt;alert(1)&lt;/script&gt;",
                        "${env:HOME}",
                        "{{sys:user.home}}",
                        "#{7*7}",
                        "=IMPORTXML(&quot;http://evil.example&quot;)")
                .doesNotContain(
                        "<script",
                        "<img",
                        "onerror=a>",
                        "\u202e",
                        System.getenv("HOME") + " ",
                        System.getProperty("user.home"));
        assertThat(html.split("</table>", -1)).hasSize(2);
        String text = part(mail, "text/plain");
        assertThat(text)
                .contains("<script>alert(1)</script>", "${env:HOME}", "{{sys:user.home}}", "<#list 1..9 as i>x</#list>")
                .doesNotContain("\u202e", "\nBcc:", System.getProperty("user.home"));
        assertThat(morning.row("select * from property_scans")).containsEntry("classification", Models.YES);
        assertThat(result.out()).doesNotContain("\u202e", "\u001b", "\r\nBcc");
    }

    @Test
    void a_day_without_leads_is_told() throws Exception {
        morning.withMail();

        assertThat(morning.daily().code()).isEqualTo(3);

        MimeMessage mail = onlyMail();
        assertThat(mail.getSubject()).startsWith("No new leads in Newton, MA, 20");
        assertThat(part(mail, "text/html")).contains("No new leads in Newton, MA");
        assertThat(part(mail, "text/plain")).contains("No new leads in Newton, MA");

        assertThat(morning.daily("--location", "Newton <b>${7*7}").code()).isEqualTo(3);
        assertThat(part(morning.mails().get(1), "text/html")).contains("No new leads in Newton &lt;b&gt;${7*7}<");
    }

    @Test
    void or_it_is_not_when_the_property_says_so_but_a_failure_always_is() throws Exception {
        morning.withMail().set("digest.when-empty", "skip");
        morning.daily();
        assertThat(morning.mails()).isEmpty();

        morning.search.always(SearchService.refusal(429, "Your account has run out of searches."));
        assertThat(morning.daily().code()).isEqualTo(4);

        MimeMessage mail = onlyMail();
        assertThat(mail.getSubject()).startsWith("The search in Newton, MA failed, 20");
        assertThat(part(mail, "text/html")).contains("HTTP 429, Your account has run out of searches.");
        assertThat(part(mail, "text/plain")).contains("HTTP 429, Your account has run out of searches.");
        morning.search.always(null);
        morning.daily();
        assertThat(morning.mails()).hasSize(1);
    }

    @Test
    void a_run_that_is_not_complete_says_so_with_its_leads() throws Exception {
        morning.withMail().finds(home(1, "teardown"), home(2, "teardown")).set("openai.retries", "0");
        morning.models.always(request -> Models.question(request).contains("2 Example")
                ? Answer.json(503, "{\"error\":{\"message\":\"<b>busy</b>\"}}")
                : null);

        morning.daily();

        assertThat(onlyMail().getSubject())
                .startsWith("1 lead in Newton, MA, 20")
                .endsWith(" (not complete)");
        assertThat(part(onlyMail(), "text/html"))
                .contains("1 of 2 listings wait", "&lt;b&gt;busy&lt;/b&gt;", "1 Example St")
                .containsPattern("Waiting</td><td>1,");
        assertThat(part(onlyMail(), "text/plain")).contains("1 of 2 listings wait", "<b>busy</b>");
    }

    @Test
    void a_run_is_mailed_once() {
        morning.withMail().finds(home(1, "teardown"));
        try (LeadsRuntime runtime = morning.start()) {
            Map<?, ?> first = DailyRunFixture.run(runtime, "monday", MONDAY);
            Map<?, ?> second = DailyRunFixture.run(runtime, "monday", MONDAY);
            assertThat(second.get("leads")).isEqualTo(first.get("leads"));
        }
        assertThat(morning.mails()).hasSize(1);
        assertThat(morning.search.requests()).hasSize(1);
        assertThat(morning.models.requests()).hasSize(1);
    }

    @FaultCase(
            where = FaultCase.Where.MACHINE,
            fault = "The process died between mail and record, after the line in deliveries.jsonl or before it",
            then = "not mailed again; without the line mailed again under the same Message-ID")
    @Test
    void a_run_whose_process_died_between_mail_and_record_is_mailed_under_the_same_name() throws Exception {
        morning.withMail().finds(home(1, "teardown"));
        try (LeadsRuntime runtime = morning.start()) {
            DailyRunFixture.run(runtime, "monday", MONDAY);
            morning.place.execute("delete from deliveries");
            DailyRunFixture.run(runtime, "monday", MONDAY);
            assertThat(morning.mails()).hasSize(1);
            morning.place.execute("delete from deliveries");
            Files.delete(morning.place.data().resolve("deliveries.jsonl"));
            DailyRunFixture.run(runtime, "monday", MONDAY);
        }
        assertThat(morning.mails()).hasSize(2);
        assertThat(morning.mails().get(0).getMessageID())
                .isEqualTo(morning.mails().get(1).getMessageID())
                .isEqualTo("<leads-monday@development-leads>");
        assertThat(morning.rows("select ref from deliveries where kind = 'mail'"))
                .hasSize(1);
    }

    @FaultCase(
            where = FaultCase.Where.MAIL,
            fault = "The connection is refused",
            then = "the run succeeds; its digest comes later, once")
    @Test
    void when_the_mail_server_is_down_the_run_succeeds_and_its_digest_comes_later() throws Exception {
        int port = FreePort.any();
        morning.withMailAt(port).finds(home(1, "teardown"));

        TestInstallation.Result result = morning.daily();

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .contains("digest: ", "refused", "check mail.host")
                .hasLineCount(1);
        assertThat(result.out()).contains("1 lead in Newton, MA");
        assertThat(morning.row("select * from runs")).containsEntry("state", "succeeded");
        Object key = morning.value("select run_key from runs");
        assertThat(morning.rows("select * from deliveries")).isEmpty();

        morning.startMail();
        try (LeadsRuntime runtime = morning.start()) {
            runtime.ask("leads-daily-dates", List.of(), Map.of());
            assertThat(onlyMail().getMessageID()).isEqualTo("<leads-" + key + "@development-leads>");
            assertThat(onlyMail().getSubject()).startsWith("1 lead in Newton, MA");
            runtime.ask("leads-daily-dates", List.of(), Map.of());
        }
        assertThat(morning.mails()).hasSize(1);
        assertThat(morning.value("select count(*) from runs")).isEqualTo(1);
        assertThat(morning.search.requests()).hasSize(1);
    }

    @FaultCase(
            where = FaultCase.Where.MAIL,
            fault = "The mail server was down for two runs",
            then = "both digests come, unless too old")
    @Test
    void the_next_run_sends_what_the_last_one_could_not_unless_that_is_too_old() {
        int port = FreePort.any();
        morning.withMailAt(port).finds(home(1, "teardown"));
        morning.daily();
        morning.daily();
        morning.place.execute("update runs set finished_at = '2026-01-01T09:00:00.000Z' where id = 1");

        morning.startMail();
        morning.finds(home(1, "teardown"), home(2, "teardown"));
        assertThat(morning.daily().code()).isZero();

        assertThat(morning.rows("select ref from deliveries where kind = 'mail'"))
                .extracting(row -> row.get("ref"))
                .containsExactlyElementsOf(
                        morning.rows("select run_key from runs where id > 1 order by run_key").stream()
                                .map(row -> row.get("run_key"))
                                .toList());
        assertThat(morning.mails()).hasSize(2);
    }

    @FaultCase(
            where = FaultCase.Where.PROVIDER,
            fault = "A model's reason holds HTML, a formula, a header or a template",
            then = "inert in the mail, in leads.csv and in the sheet")
    @Test
    void it_says_why_and_what_a_model_writes_there_does_nothing() throws Exception {
        String reason =
                "=HYPERLINK(\"http://evil.example\") <img src=x> ${7*7} <#list 1..9 as i>\r\nBcc: victim@example.com";
        morning.withSheet()
                .withMail()
                .set("classify.answer", "reasoned")
                .set("files.leads-bom", "true")
                .finds(home(1, 1_250_000, "teardown, 0.3 acre lot"));
        morning.models.saying(text -> "{\"label\":\"" + Models.YES + "\",\"score\":100,\"reason\":\""
                + reason.replace("\"", "\\\"").replace("\r\n", "\\r\\n") + "\"}");

        assertThat(morning.daily().code()).isZero();

        String shown =
                "=HYPERLINK(\"http://evil.example\") <img src=x> ${7*7} <#list 1..9 as i> Bcc: victim@example.com";
        assertThat(onlyMail().getHeader("Bcc")).isNull();
        assertThat(part(onlyMail(), "text/html"))
                .contains("Why: =HYPERLINK(&quot;http://evil.example&quot;) &lt;img", "very sure, score 99", "${7*7}")
                .doesNotContain("<img", "100 %");
        assertThat(part(onlyMail(), "text/plain")).contains("Why: " + shown);
        String csv = Files.readString(morning.place.data().resolve("leads.csv"));
        assertThat(csv)
                .startsWith("\uFEFFDate,")
                .contains(",Lot sqft,Score,Facts,Why", ",13068,99,,\"'=HYPERLINK(\"\"http://evil.example");
        assertThat(Files.readString(morning.sheetFile())).contains("=HYPERLINK(\\\"http://evil.example");
    }

    @Test
    void a_lead_that_was_sold_is_told_once_and_one_that_is_back_is_told_as_such() throws Exception {
        morning.withMail().finds(home(1, 800_000, "teardown"), home(2, 900_000, "teardown, currently off the market"));
        try (LeadsRuntime runtime = morning.start()) {
            DailyRunFixture.run(runtime, "monday", MONDAY);
            morning.finds(home(1, 780_000, "teardown, now sold"), home(2, 900_000, "teardown"));
            DailyRunFixture.run(runtime, "tuesday", MONDAY.plusDays(1));
            DailyRunFixture.run(runtime, "wednesday", MONDAY.plusDays(2));
        }
        assertThat(morning.rows("select status from property_scans order by address"))
                .extracting(row -> row.get("status"))
                .containsExactly("sold", "for_sale");
        assertThat(part(morning.mails().get(1), 0))
                .containsSubsequence("Sold", "1 Example St, Newton, MA 02458, $780,000, a lead since 2026-11-23");
        assertThat(part(morning.mails().get(1), 0)).contains("Back on the market (off market since 2026-11-23)");
        assertThat(part(morning.mails().get(2), 0)).doesNotContain("1 Example", "Back on");
    }
}
