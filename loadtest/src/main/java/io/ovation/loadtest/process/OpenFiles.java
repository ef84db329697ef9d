package io.ovation.loadtest.process;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/** Whether a process may open as many sockets as a run needs. */
public final class OpenFiles {

    /** For jars, log files, the publisher's connections and the like. */
    private static final int HEADROOM = 500;

    private OpenFiles() {}

    /** @throws IllegalArgumentException if this process or a server may not; says what would be right */
    public static void require(int connections, ServerProcesses servers) throws IOException {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            require("this process", connections, system.getMaxFileDescriptorCount());
        }
        require("the server", connections, servers.openFilesLimit().orElse(Long.MAX_VALUE));
    }

    static void require(String who, int connections, long limit) {
        long needed = (long) connections + HEADROOM;
        if (limit >= 0 && limit < needed) {
            throw new IllegalArgumentException(connections + " viewers need " + needed + " open files, but " + who
                    + " may open " + limit + "; start it after 'ulimit -n " + needed + "', or use at most "
                    + Math.max(0, limit - HEADROOM) + " viewers");
        }
    }
}
