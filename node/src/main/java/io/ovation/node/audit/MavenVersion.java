package io.ovation.node.audit;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A version, in Maven's order: numbers by their size, and before the version itself what leads to it, such as
 * {@code -rc1}. Unlike Maven, a number counts the same behind a hyphen as behind a dot.
 *
 * @see <a href="https://maven.apache.org/pom.html#version-order-specification">Version Order Specification</a>
 */
record MavenVersion(String text, List<Part> parts) implements Comparable<MavenVersion> {

    private static final Pattern PART = Pattern.compile("\\d+|[^\\d.+_-]+");

    /** From the earliest to the latest; others come behind all of them, by the alphabet. */
    private static final List<String> QUALIFIERS = List.of("alpha", "beta", "milestone", "rc", "snapshot", "", "sp");

    private static final int RELEASE = QUALIFIERS.indexOf("");
    private static final Part NOTHING = new Part(BigInteger.ZERO, "");

    /**
     * @param number 0 for what is no number
     * @param qualifier empty for a number, and for words that add nothing, such as {@code Final}
     */
    private record Part(BigInteger number, String qualifier) implements Comparable<Part> {

        private int rank() {
            int known = QUALIFIERS.indexOf(qualifier);
            return known < 0 ? QUALIFIERS.size() : known;
        }

        @Override
        public int compareTo(Part other) {
            boolean isOne = number.signum() > 0;
            boolean isOther = other.number.signum() > 0;
            if (isOne || isOther) {
                // A number is later than any word.
                return number.compareTo(other.number);
            }
            int order = Integer.compare(rank(), other.rank());
            return order != 0 || rank() <= RELEASE ? order : qualifier.compareTo(other.qualifier);
        }
    }

    static MavenVersion parse(String text) {
        List<MatchResult> matches =
                PART.matcher(text.toLowerCase(Locale.ROOT)).results().toList();
        List<Part> parts = new ArrayList<>();
        for (int at = 0; at < matches.size(); at++) {
            String part = matches.get(at).group();
            boolean isBeforeNumber = at + 1 < matches.size()
                    && matches.get(at).end() == matches.get(at + 1).start();
            parts.add(
                    Character.isDigit(part.charAt(0))
                            ? new Part(new BigInteger(part), "")
                            : new Part(BigInteger.ZERO, qualifier(part, isBeforeNumber)));
        }
        return new MavenVersion(text, parts);
    }

    private static String qualifier(String word, boolean isBeforeNumber) {
        return switch (word) {
            case "final", "ga", "release" -> "";
            case "cr" -> "rc";
            case "a" -> isBeforeNumber ? "alpha" : word;
            case "b" -> isBeforeNumber ? "beta" : word;
            case "m" -> isBeforeNumber ? "milestone" : word;
            default -> word;
        };
    }

    /** OSV's word for the time before the first version. */
    boolean isBeforeAll() {
        return text.equals("0");
    }

    @Override
    public int compareTo(MavenVersion other) {
        for (int at = 0; at < Math.max(parts.size(), other.parts.size()); at++) {
            int order = part(at).compareTo(other.part(at));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private Part part(int at) {
        return at < parts.size() ? parts.get(at) : NOTHING;
    }
}
