package com.developmentleads.failure;

import java.util.Optional;

/** What a person can do about a failure: the second half of an error, without a full stop. */
public final class Advice {

    private static final String ELSEWHERE =
            "use another provider (--set openai.base-url=…), or train on this machine with --provider embedded";

    private Advice() {}

    /** About a step of a daily run: {@code search}, {@code classify}, {@code publish} or {@code digest}. */
    public static String of(String step, Throwable thrown) {
        Optional<RequestFailure> answer = RequestFailure.find(thrown);
        int status = answer.map(RequestFailure::status).orElse(0);
        return switch (step) {
            case "search" -> search(thrown, status);
            case "publish" -> publish(thrown, answer);
            case "digest" -> "check mail.host, its port and the log-in";
            default ->
                answer.filter(RequestFailure::isPermanent).map(Advice::refused).orElse("look at leads doctor");
        };
    }

    private static String search(Throwable thrown, int status) {
        if (!SearchFailure.refused(thrown)) {
            return "see whether the search service works and can be reached from here";
        }
        return status == 429
                ? "look what is left in the account at the search service: buy searches, or wait until there are new ones"
                : "check SERPAPI_KEY and what is left in the account";
    }

    private static String publish(Throwable thrown, Optional<RequestFailure> answer) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SheetChangedException changed) {
                return changed.advice();
            }
        }
        return answer.map(error -> error.status() == 0 || error.isTransient()).orElse(false)
                ? "see whether Google Sheets works and can be reached from here"
                : "check that the spreadsheet is there and shared with the service account";
    }

    /** About a request that the provider of the models understood and turned down. */
    public static String refused(RequestFailure error) {
        return switch (error.status()) {
            case 401 -> "check the key, or " + ELSEWHERE;
            case 403 ->
                "this account may not do that; OpenAI takes new fine-tuning jobs only from organisations that"
                        + " fine-tuned before, and from nobody after 2027-01-06: " + ELSEWHERE;
            case 404 ->
                "check the name of the model or job; a retired model needs a successor: leads train MODEL, or "
                        + ELSEWHERE;
            case 429 -> "the account is out of quota or credit: top it up, or " + ELSEWHERE;
            default -> "correct what it names, or " + ELSEWHERE;
        };
    }
}
