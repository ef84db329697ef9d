package io.ovation.loadtest.process;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what {@code jcmd PID GC.heap_info} prints, for every collector whose generations name what they use. */
final class HeapInfo {

    private static final Pattern USED = Pattern.compile("\\bused (\\d+)([KMG])");

    private HeapInfo() {}

    static OptionalLong usedBytes(String output) {
        long used = 0;
        boolean found = false;
        for (String line : output.lines().toList()) {
            Matcher matcher = USED.matcher(line);
            if (!isMetaspace(line) && matcher.find()) {
                used += Long.parseLong(matcher.group(1)) << shift(matcher.group(2));
                found = true;
            }
        }
        return found ? OptionalLong.of(used) : OptionalLong.empty();
    }

    private static boolean isMetaspace(String line) {
        String name = line.strip().toLowerCase(Locale.ROOT);
        return name.startsWith("metaspace") || name.startsWith("class space");
    }

    private static int shift(String unit) {
        return switch (unit) {
            case "K" -> 10;
            case "M" -> 20;
            default -> 30;
        };
    }
}
