package io.ovation.node.top;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Draws over what it drew before, in sequences that every terminal knows (ECMA-48). */
final class Terminal {

    /** What is asked of a shell, since Java tells neither whether there is a terminal nor its size. */
    private static final List<String> IS_TERMINAL = List.of("sh", "-c", "test -t 1");

    private static final List<String> SIZE = List.of("sh", "-c", "stty size </dev/tty");
    private static final Pattern ROWS_AND_COLUMNS = Pattern.compile("(\\d{1,4}) (\\d{1,4})");
    private static final long PATIENCE_SECONDS = 2;

    private static final String CLEAR = "\033[2J";
    private static final String TOP = "\033[H";
    private static final String CLEAR_LINE = "\033[K";
    private static final String CLEAR_BELOW = "\033[J";

    private final PrintStream out;
    private boolean isCleared;

    Terminal(PrintStream out) {
        this.out = out;
    }

    /** A terminal's size. */
    record Size(int rows, int columns) {

        static final Size USUAL = new Size(24, 80);
    }

    /** Whether somebody looks at what this process writes, and not a file or another program. */
    static boolean isOutput() {
        try {
            Process test = new ProcessBuilder(IS_TERMINAL)
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return test.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && test.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static Size size() {
        try {
            Process stty = new ProcessBuilder(SIZE)
                    .redirectError(new File("/dev/null"))
                    .start();
            String told = new String(stty.getInputStream().readNBytes(100), US_ASCII).strip();
            return parse(told).orElse(Size.USUAL);
        } catch (IOException e) {
            return Size.USUAL;
        }
    }

    static Optional<Size> parse(String rowsAndColumns) {
        Matcher matcher = ROWS_AND_COLUMNS.matcher(rowsAndColumns);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Size size = new Size(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
        return Optional.of(size).filter(told -> told.rows() > 0 && told.columns() > 0);
    }

    /** In one write, so that nobody sees half of it. */
    void draw(List<String> lines) {
        StringBuilder frame = new StringBuilder(isCleared ? "" : CLEAR).append(TOP);
        lines.forEach(line -> frame.append(line).append(CLEAR_LINE).append('\n'));
        out.print(frame.append(CLEAR_BELOW));
        out.flush();
        isCleared = true;
    }
}
