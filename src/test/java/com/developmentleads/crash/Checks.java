package com.developmentleads.crash;

import com.developmentleads.crash.HttpTap.Seen;
import com.developmentleads.crash.Tally.Harm;
import com.developmentleads.listing.address.PropertyKey;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** Compares what the stand-ins, the database and the files hold with what they should hold. */
final class Checks {

    private static final Pattern HOUSE = Pattern.compile("LIKE '(\\d+ )%(\\w+)%");
    private static final Pattern ADDRESS = Pattern.compile("Address: (.*?)\\\\n");

    private final CrashSite site;
    private final Tally tally;

    Checks(CrashSite site, Tally tally) {
        this.site = site;
        this.tally = tally;
    }

    void dataset() {
        long lines = CrashSite.read(site.file("finetuning_data.jsonl")).lines().count()
                + CrashSite.read(site.file("finetuning_validation.jsonl"))
                        .lines()
                        .count();
        int usable = site.rows("select 1 from property_scans where label_source = 'human'")
                .size();
        if (lines != usable) {
            tally.add(Harm.TORN_FILES, lines + " examples of " + usable + " classified properties");
        }
    }

    /** One job that is live or has succeeded for each training file; the model-id file names none but theirs. */
    void jobs() {
        Map<String, List<String>> good = new LinkedHashMap<>();
        for (JsonNode job : site.jobs()) {
            String status = job.path("status").asText();
            if (!status.equals("failed") && !status.equals("cancelled")) {
                good.computeIfAbsent(
                                job.path("metadata").path("dataset_sha256").asText("none"), key -> new ArrayList<>())
                        .add(job.path("id").asText());
            }
        }
        good.forEach((sha256, ids) -> {
            if (ids.size() > 1) {
                tally.add(Harm.DUPLICATE_JOBS, ids + " for " + sha256);
            }
        });
        modelFile(false);
    }

    void jobFile(String sha256) {
        String written = CrashSite.read(site.file("finetuning_job_id.txt")).strip();
        boolean right = site.jobs().stream()
                .anyMatch(job -> job.path("id").asText().equals(written)
                        && job.path("metadata").path("dataset_sha256").asText().equals(sha256));
        if (!right) {
            tally.add(Harm.NOT_CONVERGED, "the job-id file names " + written + ", no job of this training file");
        }
    }

    /** @param newest whether it must name the model of the newest job */
    void modelFile(boolean newest) {
        Path file = site.file("finetuned_model_id.txt");
        String model = Files.exists(file) ? CrashSite.read(file).strip() : null;
        List<JsonNode> jobs = site.jobs();
        if (model != null
                && jobs.stream()
                        .noneMatch(job -> job.path("status").asText().equals("succeeded")
                                && job.path("fine_tuned_model").asText().equals(model))) {
            tally.add(Harm.WRONG_MODELS, model);
        }
        if (newest && !jobs.get(0).path("fine_tuned_model").asText().equals(model)) {
            tally.add(
                    Harm.NOT_CONVERGED,
                    "the model-id file names " + model + ", not the model of "
                            + jobs.get(0).path("id").asText());
        }
    }

    /**
     * What was recorded when the application was killed.
     *
     * @param requests   how many requests had passed the tap
     * @param searches   queries and pages with an answer
     * @param records    house number and first word of the street of those whose record was asked for
     * @param classified properties with a label, by key, and the fingerprint of the text that it is for
     */
    record Recorded(int requests, Set<String> searches, Set<String> records, Map<String, String> classified) {}

    List<Map<String, Object>> runs(String date) {
        return site.rows("select run_key, kind, state, step, error from runs where run_date = ?", date);
    }

    boolean isThrough(String date) {
        return !site.rows("select 1 from runs where run_key = ? and state <> 'running'", date)
                        .isEmpty()
                && !site.rows("select 1 from deliveries where kind = 'mail' and ref = ?", date)
                        .isEmpty();
    }

    /** Every submission has its job. */
    boolean isFound() {
        return site.rows("select 1 from training_jobs where job_id is null").isEmpty();
    }

    /** Every job has ended and its owner was told. */
    boolean isTold() {
        return site.rows("select 1 from training_jobs where job_id is not null and notified_at is null")
                .isEmpty();
    }

    Recorded recorded(String date) {
        Set<String> searches = site
                .rows(
                        "select query || ' ' || start as search from searches where run_id ="
                                + " (select id from runs where run_key = ?)",
                        date)
                .stream()
                .map(row -> (String) row.get("search"))
                .collect(Collectors.toSet());
        Set<String> records = site.rows("select property_key from parcels").stream()
                .map(row -> ((String) row.get("property_key")).replaceFirst("(\\S+ \\S+) .*", "$1"))
                .collect(Collectors.toSet());
        return new Recorded(site.http().count(), searches, records, classified());
    }

    private Map<String, String> classified() {
        Map<String, String> fingerprints = new HashMap<>();
        site.rows("select property_key, fingerprint from property_scans where classified_fingerprint = fingerprint"
                        + " and label_source = 'model'")
                .forEach(row -> fingerprints.put((String) row.get("property_key"), (String) row.get("fingerprint")));
        return fingerprints;
    }

    void day(MadeUpDay made, String date, List<Seen> requests, List<Recorded> recorded, int kills) {
        Map<String, Object> run = runs(date).stream().findFirst().orElse(Map.of());
        if (!"succeeded".equals(run.get("state"))) {
            tally.add(Harm.NOT_CONVERGED, "the run of " + date + " is " + run);
        }
        checkAskedOnce(requests, recorded, kills);
        checkRecords(made, recorded);
        leads(made);
        checkMails(date);
        checkMessages(date, requests, kills);
    }

    private void checkAskedOnce(List<Seen> requests, List<Recorded> recorded, int kills) {
        Map<String, Integer> asked = new HashMap<>();
        requests.forEach(request -> what(request).ifPresent(what -> asked.merge(what, 1, Integer::sum)));
        asked.forEach((what, times) -> {
            if (times > 1 + kills) {
                tally.add(Harm.ASKED_AGAIN, what + " was asked " + times + " times in a run with " + kills + " kills");
            }
        });
        Map<String, String> now = classified();
        for (Recorded then : recorded) {
            for (Seen request : site.http().since(then.requests())) {
                what(request)
                        .filter(what -> then.searches().contains(what)
                                || then.classified().containsKey(what)
                                        && then.classified().get(what).equals(now.get(what)))
                        .ifPresent(what -> tally.add(Harm.ASKED_AGAIN, what));
            }
        }
    }

    /** Every listing has its record, and none was asked for again once it was stored. */
    private void checkRecords(MadeUpDay made, List<Recorded> recorded) {
        Set<Object> found = site.rows("select property_key from parcels where state = 'found'").stream()
                .map(row -> row.get("property_key"))
                .collect(Collectors.toSet());
        made.addresses().stream()
                .filter(address -> !found.contains(PropertyKey.of(address)))
                .forEach(address -> tally.add(Harm.LOST_LEADS, address + " has no record"));
        for (Recorded then : recorded) {
            site.http().since(then.requests()).stream()
                    .filter(request -> request.path().endsWith("/parcels/0/query"))
                    .flatMap(request -> HOUSE.matcher(URLDecoder.decode(request.body(), StandardCharsets.UTF_8))
                            .results())
                    .map(house -> house.group(1) + house.group(2).toLowerCase(Locale.ROOT))
                    .filter(then.records()::contains)
                    .forEach(house -> tally.add(Harm.ASKED_AGAIN, "the record of " + house));
        }
    }

    /** The search or the property that a request is about. */
    private static Optional<String> what(Seen request) {
        if (request.path().endsWith("/search.json")) {
            Map<String, String> query = new HashMap<>();
            for (String field : request.query().split("&")) {
                query.put(
                        field.replaceFirst("=.*", ""),
                        URLDecoder.decode(field.replaceFirst("^[^=]*=", ""), StandardCharsets.UTF_8));
            }
            return Optional.of(query.get("q") + " " + query.getOrDefault("start", "0"));
        }
        if (request.path().endsWith("/chat/completions")) {
            Matcher address = ADDRESS.matcher(request.body());
            return address.find() ? Optional.of(PropertyKey.of(address.group(1))) : Optional.empty();
        }
        return Optional.empty();
    }

    /** Everything that was shown is classified, and every lead is in the sheet, once, and in the file. */
    void leads(MadeUpDay made) {
        Set<String> known = classified().keySet();
        made.addresses().stream()
                .filter(address -> !known.contains(PropertyKey.of(address)))
                .forEach(address -> tally.add(Harm.LOST_LEADS, address + " is not classified"));

        Map<String, List<String>> rows = new HashMap<>();
        for (List<String> row : site.sheet()) {
            if (rows.put(row.get(12), row) != null) {
                tally.add(Harm.DUPLICATE_ROWS, row.get(12));
            }
        }
        Set<String> csv = csvKeys();
        for (Map<String, Object> lead : currentLeads()) {
            String key = (String) lead.get("property_key");
            if (!rows.containsKey(key)) {
                tally.add(Harm.LOST_LEADS, key + " is not in the sheet");
            } else if (!Objects.equals(
                    rows.get(key).get(2), String.valueOf(((Number) lead.get("price")).longValue()))) {
                tally.add(Harm.LOST_LEADS, key + " has an old price in the sheet");
            }
            if (!csv.contains(key)) {
                tally.add(Harm.LOST_LEADS, key + " is not in leads.csv");
            }
        }
    }

    private List<Map<String, Object>> currentLeads() {
        return site.rows("select property_key, price, address from property_scans where fingerprint is not null"
                + " and classification = 'development_opportunity'");
    }

    private Set<String> csvKeys() {
        try {
            Set<String> keys = new HashSet<>();
            for (CSVRecord row : CSVFormat.RFC4180.parse(new StringReader(CrashSite.read(site.file("leads.csv"))))) {
                keys.add(row.get(12));
            }
            return keys;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each lead of the run is in one message of its day, which came once, and once more for a kill at most. */
    private void checkMessages(String date, List<Seen> requests, int kills) {
        Map<String, Set<String>> idsOfLeads = new HashMap<>();
        Map<String, Integer> times = new HashMap<>();
        requests.stream().filter(request -> request.path().equals("/webhook")).forEach(request -> {
            JsonNode message = CrashSite.json(request.body());
            if (message.path("date").asText().equals(date)) {
                String id = message.path("id").asText();
                times.merge(id, 1, Integer::sum);
                message.path("leads")
                        .forEach(lead -> idsOfLeads
                                .computeIfAbsent(lead.path("key").asText(), key -> new HashSet<>())
                                .add(id));
            }
        });
        idsOfLeads.forEach((lead, ids) -> {
            if (ids.size() > 1) {
                tally.add(Harm.DUPLICATE_MESSAGES, lead + " of " + date + " in " + ids);
            }
        });
        times.forEach((id, count) -> {
            if (count > 1 + kills) {
                tally.add(Harm.DUPLICATE_MESSAGES, id + " of " + date + " came " + count + " times");
            }
        });
        site.rows("select post_key from webhook_posts where day = ? and state <> 'sent'", date)
                .forEach(row -> tally.add(Harm.LOST_LEADS, row.get("post_key") + " was not taken"));
        for (Map<String, Object> lead : site.rows(
                "select property_key from answers where label = 'development_opportunity'"
                        + " and run_id = (select id from runs where run_key = ?)",
                date)) {
            if (!idsOfLeads.containsKey(lead.get("property_key"))) {
                tally.add(Harm.LOST_LEADS, lead.get("property_key") + " is in no message of " + date);
            }
        }
    }

    /** At least one mail for the run and for each job, always under one Message-ID, with every lead of the run. */
    private void checkMails(String date) {
        Map<String, String> texts = new HashMap<>();
        site.mails().forEach(mail -> texts.put(mail.id(), mail.text()));
        String digest = texts.get("<leads-" + date + "@development-leads>");
        if (digest == null) {
            tally.add(Harm.LOST_MAILS, "no digest of " + date);
        } else {
            for (Map<String, Object> lead : site.rows(
                    "select address from property_scans join answers using (property_key)"
                            + " where fingerprint is not null and label = 'development_opportunity'"
                            + " and run_id = (select id from runs where run_key = ?)",
                    date)) {
                if (!digest.contains((String) lead.get("address"))) {
                    tally.add(Harm.LOST_LEADS, lead.get("address") + " is not in the digest of " + date);
                }
            }
        }
        int expected = site.rows("select id from runs").size();
        for (JsonNode job : site.jobs()) {
            expected++;
            if (!texts.containsKey("<training-" + job.path("id").asText() + "-succeeded@development-leads>")) {
                tally.add(
                        Harm.LOST_MAILS, "nobody was told of " + job.path("id").asText());
            }
        }
        if (texts.size() > expected) {
            tally.add(Harm.DUPLICATE_MAILS, texts.keySet() + " for " + expected + " runs and jobs");
        }
    }

    static String sha256(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
