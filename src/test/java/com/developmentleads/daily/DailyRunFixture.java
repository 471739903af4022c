package com.developmentleads.daily;

import com.developmentleads.runtime.LeadsRuntime;
import com.developmentleads.sandbox.Sandbox;
import com.developmentleads.testing.FreePort;
import com.developmentleads.testing.ScriptedApi;
import com.developmentleads.testing.TestInstallation;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/** The real routes on a data folder of their own, between stand-ins that record what they received. */
public final class DailyRunFixture implements AutoCloseable {

    public static final String QUERY = "homes";

    public final SearchService search = new SearchService();
    public final Models models = new Models();
    public final TestInstallation place;
    private Sandbox google;
    private Sandbox ownGoogle;
    private GreenMail mail;

    public DailyRunFixture(Path folder) {
        place = new TestInstallation(folder, models.baseUrl());
        TestInstallation.write(
                place.keyFile(), "OPENAI_API_KEY=" + ScriptedApi.KEY + "\nSERPAPI_KEY=" + SearchService.KEY + "\n");
        place.set("serpapi.base-url", search.url())
                .set("serpapi.requests-per-second", "500")
                .set("serpapi.response-timeout", "5s")
                .set("openai.response-timeout", "10s")
                .set("sheets.read-timeout", "5s")
                .set("search.queries", QUERY)
                .set("openai.requests-per-second", "500");
    }

    public DailyRunFixture set(String property, String value) {
        place.set(property, value);
        return this;
    }

    /** What the one query finds from now on, page by page. */
    @SafeVarargs
    final DailyRunFixture finds(List<SearchService.Result>... pages) {
        search.finds(QUERY, pages);
        return this;
    }

    public DailyRunFixture finds(SearchService.Result... page) {
        search.finds(QUERY, List.of(page));
        return this;
    }

    /** Puts the leads into the stand-in of Google Sheets. */
    public DailyRunFixture withSheet() {
        google = Sandbox.shared();
        return withSheetAt(google.baseUrl() + "/sheets/");
    }

    /** The same with a stand-in whose files are in the folder {@code google}, for tests that look at all files. */
    public DailyRunFixture withOwnSheet() {
        try {
            ownGoogle = Sandbox.start(place.folder().resolve("google"));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        google = ownGoogle;
        return withSheetAt(google.baseUrl() + "/sheets/");
    }

    /** The same, reached through something in between. */
    DailyRunFixture withSheetAt(String rootUrl) {
        set("sheets.root-url", rootUrl)
                .set("sheets.spreadsheet-id", Sandbox.SPREADSHEET)
                .set("sheets.key-file", google.keyFile().toString());
        return this;
    }

    public Sandbox google() {
        return google;
    }

    public Path sheetFile() {
        return google.sheetFile();
    }

    /** Mails the digest to a real mail server. */
    public DailyRunFixture withMail() {
        withMailAt(FreePort.any());
        return startMail();
    }

    /** Mails to a port, whether anything listens there or not. */
    DailyRunFixture withMailAt(int port) {
        mail = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        set("mail.host", "127.0.0.1")
                .set("mail.port", Integer.toString(port))
                .set("mail.security", "none")
                .set("mail.from", "Leads <leads@example.com>")
                .set("mail.to", "buyer@example.com");
        return this;
    }

    DailyRunFixture startMail() {
        mail.start();
        return this;
    }

    DailyRunFixture stopMail() {
        mail.stop();
        return this;
    }

    public List<MimeMessage> mails() {
        return Arrays.asList(mail.getReceivedMessages());
    }

    /** {@code leads daily} with those arguments. */
    public TestInstallation.Result daily(String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = "daily";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return place.run(command);
    }

    /** Makes one run with the given routes; returns its report. */
    public static Map<?, ?> run(LeadsRuntime runtime, String key, LocalDate date) {
        Exchange exchange = runtime.ask(
                "leads-run-requested",
                Map.of(
                        "run_key",
                        key,
                        "run_date",
                        date.toString(),
                        "kind",
                        "manual",
                        "location",
                        com.developmentleads.search.Towns.configured(runtime.settings())),
                Map.of());
        return exchange.getMessage().getBody(Map.class);
    }

    /** The routes as a command has them, for several runs; the caller closes them. */
    LeadsRuntime start() {
        return place.start(LeadsRuntime.Mode.COMMAND);
    }

    List<Map<String, Object>> rows(String sql) {
        return place.rows(sql);
    }

    /** The one row of a query. */
    Map<String, Object> row(String sql) {
        List<Map<String, Object>> rows = rows(sql);
        if (rows.size() != 1) {
            throw new AssertionError(sql + " gives " + rows);
        }
        return rows.get(0);
    }

    /** The one value of a query. */
    public Object value(String sql) {
        return row(sql).values().iterator().next();
    }

    @Override
    public void close() {
        search.close();
        models.close();
        if (ownGoogle != null) {
            ownGoogle.close();
        }
        if (mail != null) {
            mail.stop();
        }
        TestInstallation.stopLogging();
    }
}
