package io.ovation.loadtest.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Figures with their names, one a line, lined up. */
public final class Table {

    private record Row(String name, String value) {}

    private final List<Row> rows = new ArrayList<>();

    public Table row(String name, String value) {
        rows.add(new Row(name, value));
        return this;
    }

    public Table row(String name, long count) {
        return row(name, count(count));
    }

    @Override
    public String toString() {
        int nameWidth = rows.stream().mapToInt(row -> row.name().length()).max().orElse(0);
        int valueWidth =
                rows.stream().mapToInt(row -> numberWidth(row.value())).max().orElse(0);
        StringBuilder text = new StringBuilder();
        for (Row row : rows) {
            text.append("  ")
                    .append(row.name())
                    .append(" ".repeat(nameWidth - row.name().length()));
            text.append(" ".repeat(2 + valueWidth - numberWidth(row.value())));
            text.append(row.value()).append('\n');
        }
        return text.toString();
    }

    /** With a space between thousands. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count).replace(',', ' ');
    }

    public static String decimal(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.1f", value);
    }

    public static String megabytes(long bytes) {
        return decimal(bytes / (1024.0 * 1024.0)) + " MiB";
    }

    /** Up to where the unit begins: numbers line up on their last digit. */
    private static int numberWidth(String value) {
        int width = 0;
        while (width < value.length() && !Character.isLetter(value.charAt(width)) && value.charAt(width) != '(') {
            width++;
        }
        return width == value.length() ? width : Math.max(0, width - 1);
    }
}
