package com.developmentleads.listing.address;

import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.listing.HostileTexts;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Holds for generated addresses and for arbitrary text; jqwik prints the seed of a failure. */
class PropertyKeyPropertiesTest {

    private static final List<List<String>> TYPES = List.of(
            List.of("St", "Street", "St.", "STREET"),
            List.of("Ave", "Av", "Avenue", "Ave."),
            List.of("Rd", "Road", "rd."),
            List.of("Blvd", "Boulevard"),
            List.of("Ln", "Lane"),
            List.of("Ter", "Terrace", "Terr"),
            List.of("Ct", "Court"),
            List.of("Pkwy", "Parkway"));
    private static final List<List<String>> DIRECTIONS = List.of(
            List.of(""),
            List.of("N ", "North ", "N. "),
            List.of("S ", "South "),
            List.of("E ", "East "),
            List.of("W ", "West ", "w. "));
    private static final List<String> NAMES = List.of(
            "Oak Hill",
            "Washington",
            "Cherry",
            "St James",
            "5th",
            "O'Brien",
            "Martin Luther King Jr",
            "Lake View",
            "Main",
            "Old County",
            "Mount Vernon");
    private static final List<String> TOWNS = List.of(
            "Newton",
            "St. Louis",
            "New York",
            "North Andover",
            "Chestnut Hill",
            "Salt Lake City",
            "La Jolla",
            "Washington",
            "Fort Worth",
            "Nevada");
    private static final List<List<String>> STATES = List.of(
            List.of("MA", "Massachusetts", "ma", "Mass."),
            List.of("NY", "New York"),
            List.of("CA", "California"),
            List.of("DC", "D.C.", "District of Columbia"),
            List.of("WV", "West Virginia"),
            List.of("CT", "Connecticut"));
    private static final List<String> ZIPS = List.of("", " 02459", " 02459-1234", " 10001");
    private static final List<String> ENDS =
            List.of("", ", USA", " | MLS #73429896", " - Zillow", " [Updated 9/29]", ", United States");

    /** A property, as numbers into the lists above; the unit is null for a house. */
    record House(int number, int direction, int name, int type, String unit, int town, int state) {}

    /** How it is spelled, as numbers that choose among equal spellings. */
    record Spelling(int pick, boolean commas, int zip, int end, int unitWord, int letterCase, boolean wideSpaces) {}

    @Provide
    Arbitrary<House> houses() {
        Arbitrary<String> units =
                Arbitraries.of("1", "2", "12", "2B", "B2", "1-2").injectNull(0.5);
        return Combinators.combine(
                        Arbitraries.integers().between(1, 99_999),
                        below(DIRECTIONS),
                        below(NAMES),
                        below(TYPES),
                        units,
                        below(TOWNS),
                        below(STATES))
                .as(House::new);
    }

    @Provide
    Arbitrary<Spelling> spellings() {
        Arbitrary<Boolean> flag = Arbitraries.of(true, false);
        return Combinators.combine(
                        Arbitraries.integers().between(0, 11),
                        flag,
                        below(ZIPS),
                        below(ENDS),
                        Arbitraries.integers().between(0, 4),
                        Arbitraries.integers().between(0, 2),
                        flag)
                .as(Spelling::new);
    }

    @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE)
    void equalUnderRespelling(
            @ForAll("houses") House house, @ForAll("spellings") Spelling one, @ForAll("spellings") Spelling other) {
        assertThat(PropertyKey.of(write(house, one))).isEqualTo(PropertyKey.of(write(house, other)));
    }

    @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE)
    void differentPropertiesNeverCollide(
            @ForAll("houses") House one,
            @ForAll("spellings") Spelling spelling,
            @ForAll("houses") House other,
            @ForAll("spellings") Spelling otherSpelling,
            @ForAll @IntRange(min = 0, max = 6) int differs) {
        // a neighbour: equal but for one thing, the hardest case
        House neighbour = new House(
                differs == 0 ? other.number() : one.number(),
                differs == 1 ? other.direction() : one.direction(),
                differs == 2 ? other.name() : one.name(),
                differs == 3 ? other.type() : one.type(),
                differs == 4 ? other.unit() : one.unit(),
                differs == 5 ? other.town() : one.town(),
                differs == 6 ? other.state() : one.state());
        boolean sameKey = PropertyKey.of(write(one, spelling)).equals(PropertyKey.of(write(neighbour, otherSpelling)));
        assertThat(sameKey)
                .as("%s and %s", write(one, spelling), write(neighbour, otherSpelling))
                .isEqualTo(one.equals(neighbour));
    }

    @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE)
    void keyOfAKeyIsTheKey(@ForAll("houses") House house, @ForAll("spellings") Spelling spelling) {
        String key = PropertyKey.of(write(house, spelling));
        assertThat(PropertyKey.of(key)).isEqualTo(key);
    }

    @Property(tries = 5000)
    void neverThrowsAndYieldsOneLineOfLowerCaseWords(@ForAll("texts") String text) {
        String key = PropertyKey.of(text);
        assertThat(key).doesNotContainPattern("[\\p{Cntrl},|\\[\\]<>{}$=\"'A-Z]|  |^ | $");
        assertThat(PropertyKey.of(text)).isEqualTo(key);
    }

    @Provide
    Arbitrary<String> texts() {
        return HostileTexts.any();
    }

    private static Arbitrary<Integer> below(List<?> list) {
        return Arbitraries.integers().between(0, list.size() - 1);
    }

    private static String write(House house, Spelling how) {
        String comma = how.commas() ? ", " : " ";
        String unit = house.unit() == null
                ? ""
                : comma + List.of("#", "Unit ", "Apt. ", "apt #", "Suite ").get(how.unitWord()) + house.unit();
        String address = house.number() + " " + pick(DIRECTIONS.get(house.direction()), how) + NAMES.get(house.name())
                + " " + pick(TYPES.get(house.type()), how) + unit + comma + TOWNS.get(house.town()) + comma
                + pick(STATES.get(house.state()), how) + ZIPS.get(how.zip()) + ENDS.get(how.end());
        String cased = switch (how.letterCase()) {
            case 0 -> address;
            case 1 -> address.toUpperCase(Locale.ROOT);
            default -> address.toLowerCase(Locale.ROOT);
        };
        return how.wideSpaces() ? cased.replace(" ", "\u00a0 ") : cased;
    }

    private static String pick(List<String> spellings, Spelling how) {
        return spellings.get(how.pick() % spellings.size());
    }
}
