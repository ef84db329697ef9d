package io.ovation.insights.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.insights.http.ConsoleFiles.ConsoleFile;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ConsoleFilesTest {

    private static final Pattern IMPORT = Pattern.compile("from '\\./([^']+)'");
    private static final Pattern REFERENCE = Pattern.compile("(?:href|src)=\"console/([^\"]+)\"");

    private final ConsoleFiles files = ConsoleFiles.load();

    @Test
    void files_areThoseThatThePageNeeds() {
        Set<String> needed = new TreeSet<>(Set.of("index.html"));
        add(REFERENCE, "index.html", needed);

        assertThat(needed).isEqualTo(new TreeSet<>(ConsoleFiles.NAMES));
    }

    private void add(Pattern pattern, String name, Set<String> needed) {
        pattern.matcher(text(name)).results().map(found -> found.group(1)).forEach(found -> {
            if (needed.add(found)) {
                add(IMPORT, found, needed);
            }
        });
    }

    @Test
    void files_haveTheirTypes() {
        assertThat(type("index.html")).isEqualTo("text/html; charset=UTF-8");
        assertThat(type("console.css")).isEqualTo("text/css; charset=UTF-8");
        assertThat(type("console.js")).isEqualToIgnoringCase("text/javascript; charset=UTF-8");
    }

    @Test
    void otherFiles_areNotFound() {
        for (String name : Set.of("", "nothing.js", "../reference.conf", "reference.conf")) {
            assertThat(files.find(name)).isEmpty();
        }
    }

    /** The policy that they are sent with forbids both, in some browsers only. */
    @Test
    void page_hasNoInlineScriptOrStyle_andNothingFromElsewhere() {
        assertThat(text("index.html")).doesNotContainPattern("<style|\\sstyle=|\\son[a-z]+=|<script(?![^>]*\\ssrc=)");
        String all = ConsoleFiles.NAMES.stream().map(this::text).collect(Collectors.joining());
        assertThat(all.replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain("http://", "https://")
                .doesNotContain("innerHTML", "insertAdjacentHTML", "document.write", "eval(");
    }

    private String type(String name) {
        return files.find(name).map(ConsoleFile::type).orElseThrow().toString();
    }

    private String text(String name) {
        return files.find(name).map(ConsoleFile::content).orElseThrow().utf8String();
    }
}
