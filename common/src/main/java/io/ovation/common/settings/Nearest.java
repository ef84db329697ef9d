package io.ovation.common.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that was meant by one that is misspelt. */
public final class Nearest {

    /** One edit is forgiven for this many characters, and one in any case. */
    private static final int CHARACTERS_FOR_AN_EDIT = 4;

    private Nearest() {}

    /** @return the known name that takes the fewest edits; nothing if none is near enough to have been meant */
    public static Optional<String> of(String name, Collection<String> known) {
        int allowed = Math.max(1, name.length() / CHARACTERS_FOR_AN_EDIT);
        return known.stream()
                .min(Comparator.comparingInt(candidate -> edits(name, candidate)))
                .filter(nearest -> edits(name, nearest) <= allowed);
    }

    /**
     * How many characters have to be added, removed, replaced or swapped with the next one (the optimal string alignment
     * distance); case does not count.
     */
    private static int edits(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[][] edits = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                edits[i][j] = i == 0 || j == 0 ? i + j : fewest(edits, a, b, i, j);
            }
        }
        return edits[a.length()][b.length()];
    }

    private static int fewest(int[][] edits, String a, String b, int i, int j) {
        int replaced = edits[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int fewest = Math.min(replaced, Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(fewest, edits[i - 2][j - 2] + 1) : fewest;
    }
}
