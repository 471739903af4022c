package com.developmentleads.evaluate;

import com.developmentleads.prompt.Prompt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Examples as they are without what the assessor's record tells, to measure what that is worth. */
public final class WithoutFacts {

    private WithoutFacts() {}

    /**
     * The same examples with shorter questions; each keeps its {@code line}, by which it is compared.
     *
     * @param heldOut of {@link HeldOut#read}
     * @param rows    of {@code evaluations/record-lines.sql}: {@code address}, and 1 as {@code lot_size} or {@code year_built}
     *                where the record tells it in place of the listing
     * @param prompt  the wording of the examples
     * @return as {@link HeldOut#read}, and {@code told}: how many examples have become shorter
     */
    public static Map<String, Object> of(Map<String, Object> heldOut, List<Map<String, Object>> rows, Prompt prompt) {
        Set<String> names = prompt.names().stream()
                .filter(name -> name.startsWith("record_"))
                .collect(Collectors.toSet());
        Map<String, Set<String>> byAddress = new HashMap<>();
        for (Map<String, Object> row : rows) {
            Set<String> dropped = byAddress.computeIfAbsent(
                    prompt.value("address", row.get("address")), address -> new HashSet<>(names));
            for (String name : List.of("lot_size", "year_built")) {
                if (((Number) row.get(name)).intValue() == 1) {
                    dropped.add(name);
                }
            }
        }
        Function<String, String> shorten = question -> prompt.without(
                prompt.read("address", question)
                        .map(address -> byAddress.getOrDefault(address, names))
                        .orElse(names),
                question);
        List<Map<String, Object>> examples = new ArrayList<>();
        int told = 0;
        for (Object one : (List<?>) heldOut.get("examples")) {
            Map<?, ?> example = (Map<?, ?>) one;
            List<Map<String, String>> messages = new ArrayList<>();
            for (Object turn : (List<?>) example.get("messages")) {
                messages.add(without((Map<?, ?>) turn, shorten));
            }
            told += messages.equals(example.get("messages")) ? 0 : 1;
            Map<String, Object> shorter = new HashMap<>();
            example.forEach((name, value) -> shorter.put(name.toString(), value));
            shorter.put("messages", messages);
            examples.add(shorter);
        }
        Map<String, Object> all = new HashMap<>(heldOut);
        all.put("examples", examples);
        all.put("told", told);
        return all;
    }

    private static Map<String, String> without(Map<?, ?> turn, Function<String, String> shorten) {
        String role = turn.get("role").toString();
        String content = turn.get("content").toString();
        return Map.of("role", role, "content", role.equals("user") ? shorten.apply(content) : content);
    }
}
