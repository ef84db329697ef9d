package io.ovation.loadtest.audience;

import java.util.List;

/** The names of the members: varied, and no two the same. */
final class Members {

    private static final List<String> NAMES = List.of(
            "amara", "yuki", "leo", "ingrid", "mateo", "zainab", "oskar", "priya", "tomasz", "noor", "chloe", "dmitri",
            "lucia", "kwame", "mei", "hannah", "rafael", "sanna", "elif", "jonas", "fatima", "niall", "aroha", "bruno",
            "camille", "deepa", "emil", "freya", "goran", "hiroshi", "isla", "javier", "kaya", "lars", "malik", "nadia",
            "olga", "paolo", "quinn", "rosa", "samir", "thandi", "ugo", "vera", "wren", "xenia", "yusuf", "zoe");

    private static final List<String> FORMS =
            List.of("%s", "%s_live", "the.%s", "%s-m", "%s.k", "just_%s", "%s_r", "dj-%s", "hey.%s", "%s.studio");

    private Members() {}

    /** @return the same name for the same number, and a different one for each */
    static String name(int number) {
        String name = NAMES.get(number % NAMES.size());
        int round = number / NAMES.size();
        String form = FORMS.get((number + round) % FORMS.size());
        // Past this many rounds names and forms begin to pair up again.
        return form.replace("%s", name) + (round < FORMS.size() ? "" : Integer.toString(round));
    }
}
