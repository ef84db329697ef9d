package io.ovation.systemtests.harness;

import java.io.File;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless Chromium with a profile of its own. */
public final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Nothing that would reach out to the internet. */
    private static final List<String> OPTIONS = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    /** Held here, or its level would be forgotten. Selenium warns when Chromium is newer than itself. */
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    static {
        SELENIUM.setLevel(Level.SEVERE);
    }

    private final ChromeDriver driver;
    private final Path profile;

    private Browser(ChromeDriver driver, Path profile) {
        this.driver = driver;
        this.profile = profile;
    }

    /** Whether there is one on this machine. */
    public static boolean exists() {
        return find("chromium").isPresent() && find("chromedriver").isPresent();
    }

    public static Browser open() {
        return open(List.of());
    }

    /** @param key of a server whose certificate is believed, whoever issued it */
    public static Browser trusting(PublicKey key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
            return open(List.of("--ignore-certificate-errors-spki-list="
                    + Base64.getEncoder().encodeToString(hash)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Browser open(List<String> more) {
        Path profile = TemporaryDirectory.create("ovation-browser");
        LoggingPreferences logging = new LoggingPreferences();
        logging.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(find("chromium").orElseThrow());
        options.addArguments(OPTIONS);
        options.addArguments(more);
        options.addArguments("--user-data-dir=" + profile);
        options.setCapability("goog:loggingPrefs", logging);
        // With the driver named, Selenium does not go looking for one.
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(find("chromedriver").orElseThrow())
                .build();
        return new Browser(new ChromeDriver(service, options), profile);
    }

    public void visit(String url) {
        driver.get(url);
    }

    /** @param script runs in the page before anything of its own does */
    public void visit(String url, String script) {
        Map<String, Object> added =
                driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
        visit(url);
        driver.executeCdpCommand("Page.removeScriptToEvaluateOnNewDocument", added);
    }

    /** Opens another tab, which is the one that is used from now on. */
    public String openTab() {
        return driver.switchTo().newWindow(WindowType.TAB).getWindowHandle();
    }

    public void useTab(String tab) {
        driver.switchTo().window(tab);
    }

    public void closeTab(String tab) {
        useTab(tab);
        driver.close();
    }

    /** Stops the tab that is used, as browsers do with tabs that nobody has looked at for long. It can still be left. */
    public void freeze() {
        setLifecycle("frozen");
    }

    public void thaw() {
        setLifecycle("active");
    }

    private void setLifecycle(String state) {
        driver.executeCdpCommand("Page.setWebLifecycleState", Map.of("state", state));
    }

    /** As a device of that size shows pages, however small. */
    public void resize(int width, int height, boolean mobile) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", mobile));
    }

    public void click(String selector) {
        find(By.cssSelector(selector)).click();
    }

    public void type(String selector, String text) {
        find(By.cssSelector(selector)).sendKeys(text);
    }

    public String text(String selector) {
        return find(By.cssSelector(selector)).getText();
    }

    /** The text in the page, whether or not the browser has got round to painting it. */
    public String content(String selector) {
        return find(By.cssSelector(selector)).getDomProperty("textContent");
    }

    public Optional<String> attribute(String selector, String name) {
        return Optional.ofNullable(find(By.cssSelector(selector)).getDomAttribute(name));
    }

    /** What an expression of JavaScript is worth. */
    public Object evaluate(String expression) {
        return driver.executeScript("return " + expression);
    }

    public void await(Eventually.Assertion assertion) {
        Eventually.within(PATIENCE, assertion);
    }

    /** What the console has complained about since this was last asked. */
    public List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(Object::toString)
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
        TemporaryDirectory.delete(profile);
    }

    private WebElement find(By by) {
        return driver.findElement(by);
    }

    private static Optional<File> find(String program) {
        return Stream.of(Pattern.compile(File.pathSeparator)
                        .split(System.getenv().getOrDefault("PATH", "")))
                .map(directory -> new File(directory, program))
                .filter(File::canExecute)
                .findFirst();
    }
}
