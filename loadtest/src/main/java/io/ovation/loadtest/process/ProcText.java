package io.ovation.loadtest.process;

import java.io.IOException;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the texts that Linux shows under {@code /proc/PID}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc.5.html">proc(5)</a>
 */
final class ProcText {

    private static final Pattern RESIDENT = Pattern.compile("^VmRSS:\\s+(\\d+) kB$", Pattern.MULTILINE);
    private static final Pattern OPEN_FILES = Pattern.compile("^Max open files\\s+(\\d+)\\s", Pattern.MULTILINE);

    /** Of the fields that follow the name of the command, which may itself hold spaces and parentheses. */
    private static final int USER_TIME = 11;

    private static final int SYSTEM_TIME = 12;

    private ProcText() {}

    /** Time on a processor, in user mode and in the kernel, in ticks, from {@code stat}. */
    static long cpuTicks(String stat) throws IOException {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" +", SYSTEM_TIME + 2);
        if (fields.length <= SYSTEM_TIME) {
            throw new IOException("not a /proc/PID/stat: " + stat);
        }
        return Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]);
    }

    /** Resident memory in bytes, from {@code status}. */
    static long residentBytes(String status) throws IOException {
        Matcher matcher = RESIDENT.matcher(status);
        if (!matcher.find()) {
            throw new IOException("no VmRSS in /proc/PID/status: the process has ended");
        }
        return Long.parseLong(matcher.group(1)) * 1024;
    }

    /** The soft limit of open files, from {@code limits}; empty if there is none. */
    static OptionalLong openFilesLimit(String limits) {
        Matcher matcher = OPEN_FILES.matcher(limits);
        return matcher.find() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }
}
