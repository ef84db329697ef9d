package io.ovation.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.loadtest.command.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoadTestTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    broadcast --viewers many                      | 'many' is not an int
                    broadcast --viewers 0                         | --viewers must be from 1 to 1000000, not 0
                    broadcast --rate 0                            | --rate must be more than 0 and at most 100000
                    broadcast --duration 30                       | '30' must be a number and a unit, such as 75ms, 30s or 2m
                    broadcast --duration 0s                       | --duration must be longer than zero
                    broadcast --max-p99 fast                      | 'fast' must be a number and a unit
                    broadcast --topic presence:anna               | it must be video:ID or conversation:ID
                    broadcast --topic 42                          | must start with 'video:', 'conversation:' or 'presence:'
                    broadcast --viewer-url 127.0.0.1:8080         | must be like http://127.0.0.1:8080
                    broadcast --viewer-url ftp://localhost        | must be like http://127.0.0.1:8080
                    broadcast --publish-url http://localhost/x    | must be like http://127.0.0.1:8080
                    broadcast --server-pid 999999999              | there is no process 999999999
                    broadcast --silent -1                         | --silent must be from 0 to 1000000, not -1
                    room --viewers 0                              | --viewers must be from 1 to 1000000, not 0
                    room --viewers 5 --timed 6                    | --timed must be from 1 to 5, not 6
                    room --connections 0                          | --connections must be from 1 to 10000, not 0
                    room --rate 0                                 | --rate must be more than 0 and at most 100000
                    room --duration 0s                            | --duration must be longer than zero
                    room --topic presence:anna                    | it must be video:ID or conversation:ID
                    idle                                          | Missing required option: '--server-pid=PID
                    idle --server-pid 1 --viewers 5 --topics 6    | --topics must be from 1 to 5, not 6
                    publish --connections 0                       | --connections must be from 1 to 10000, not 0
                    publish --videos 0                            | --videos must be from 1 to 100000, not 0
                    publish --viewers -1                          | --viewers must be from 0 to 100000, not -1
                    publish --duration 5s                         | --duration must be from 1 to 10000 times --interval
                    audience --members 0                          | must be from 1 to 100000, not 0
                    audience --video a/b                          | video id 'a/b' must be 1 to 128 characters
                    broadcats                                     | broadcast
                    """)
    void wrongArguments_areToldWhatWouldBeRight(String arguments, String explanation) {
        CommandLineRun run = CommandLineRun.of(arguments.split(" "));

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_ARGUMENTS);
        assertThat(run.err())
                .contains(explanation)
                .contains("--help' for what there is")
                .doesNotContain("\tat ");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void noArguments_areToldWhatThereIs() {
        CommandLineRun run = CommandLineRun.of();

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_ARGUMENTS);
        assertThat(run.err()).contains("say what to do: broadcast, room, idle, audience, presence, publish");
    }

    @ParameterizedTest
    @ValueSource(strings = {"broadcast", "room", "idle", "audience", "publish"})
    void help_tellsOptionsDefaultsAndExitCodes(String subcommand) {
        CommandLineRun run = CommandLineRun.of(subcommand, "--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("Usage: loadtest " + subcommand)
                .contains("--viewer-url")
                .contains("Default: http://127.0.0.1:8080")
                .contains("the run took place and missed a limit");
    }
}
