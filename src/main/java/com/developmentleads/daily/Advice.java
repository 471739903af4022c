package com.developmentleads.daily;

import com.developmentleads.openai.ProviderError;
import com.developmentleads.serpapi.SearchError;
import java.util.Optional;

/** What a person can do about a failure: the second half of an error, without a full stop. */
public final class Advice {

    private static final String ELSEWHERE =
            "use another provider (--set openai.base-url=…), or train on this machine with --provider embedded";

    private Advice() {
    }

    /** About a step of a daily run: {@code search}, {@code classify}, {@code publish} or {@code digest}. */
    public static String of(String step, Throwable thrown) {
        Optional<ProviderError> answer = ProviderError.find(thrown);
        int status = answer.map(ProviderError::status).orElse(0);
        return switch (step) {
            case "search" -> SearchError.refused(thrown) && status == 429
                    ? "look what is left in the account at the search service: buy searches, or wait until there are new ones"
                    : "check SERPAPI_KEY and what is left in the account";
            case "publish" -> "check that the spreadsheet is there and shared with the service account";
            case "digest" -> "check mail.host, its port and the log-in";
            default -> answer.filter(ProviderError::refused).map(Advice::refused).orElse("look at leads doctor");
        };
    }

    /** About a request that the provider of the models understood and turned down. */
    public static String refused(ProviderError error) {
        return switch (error.status()) {
            case 401 -> "check the key, or " + ELSEWHERE;
            case 403 -> "this account may not do that; OpenAI takes new fine-tuning jobs only from organisations that"
                    + " fine-tuned before, and from nobody after 2027-01-06: " + ELSEWHERE;
            case 404 -> "check the name of the model or job; a retired model needs a successor: leads train MODEL, or "
                    + ELSEWHERE;
            case 429 -> "the account is out of quota or credit: top it up, or " + ELSEWHERE;
            default -> "correct what it names, or " + ELSEWHERE;
        };
    }
}
