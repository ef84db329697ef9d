package io.ovation.loadtest.command;

/** What a command ends with, so that scripts can tell a slow server from a wrong argument. */
public final class ExitCode {

    /** The run took place and met every limit that was asked for. */
    public static final int OK = 0;

    /** The run took place and missed a limit. */
    public static final int LIMIT_MISSED = 1;

    /** The arguments are wrong; picocli's own choice. */
    public static final int WRONG_ARGUMENTS = 2;

    /** The run could not take place, or not to its end. */
    public static final int RUN_FAILED = 3;

    private ExitCode() {}
}
