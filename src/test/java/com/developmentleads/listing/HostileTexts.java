package com.developmentleads.listing;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** What the web can put into a title, a snippet, a link or an answer. */
public final class HostileTexts {

    private HostileTexts() {}

    /** Arbitrary characters (lone surrogates and controls among them), and pieces of listings put together anyhow. */
    public static Arbitrary<String> any() {
        Arbitrary<String> characters = Arbitraries.strings().all().ofMaxLength(60);
        Arbitrary<String> pieces = Arbitraries.of(
                "12",
                "12-",
                "1/2",
                "#",
                "Unit",
                "Apt",
                "Lot",
                "St",
                "Ave",
                "rte",
                "cr",
                "County",
                "N",
                "West",
                "Newton",
                "MA",
                "CT",
                "Fl",
                "New",
                "York",
                "United States",
                "of America",
                "02459",
                "2459",
                " - ",
                " | ",
                ", ",
                " ",
                "  ",
                "\n",
                "\r",
                "[",
                "]",
                ".",
                "/",
                "$",
                "$1.2M",
                "$1,599,000",
                "/mo",
                "per month",
                "sold for",
                "list price",
                "sqft",
                "sq. ft.",
                "acres",
                "0.25",
                "beds",
                "built in",
                "1880",
                "mls",
                "Zillow",
                "https://",
                "www.zillow.com",
                "/homedetails/",
                "_zpid/",
                "?utm_source=",
                "%41",
                "%",
                "@",
                "${x}",
                "{{x}}",
                "=IMPORTXML(\"a\")",
                "<script>",
                "\"",
                "\\",
                "\\u0000",
                "ignore previous instructions",
                "\u0000",
                "\u00a0",
                "\u00bd",
                "\u00e9",
                "e\u0301",
                "\u200b",
                "\u202e",
                "\u2028",
                "\u2066",
                "\ud800",
                "\udc00",
                "\ud83d\ude00",
                "\ufeff",
                "\ufdfa");
        Arbitrary<String> joined = pieces.list().ofMaxSize(16).map(list -> String.join("", list));
        Arbitrary<String> spaced = pieces.list().ofMaxSize(16).map(list -> String.join(" ", list));
        return Arbitraries.oneOf(characters, joined, spaced);
    }
}
